"""A figure inside a sentence: how rich text keeps it. Knows no values."""

from typing import Any

import wagtail.admin.rich_text.editors.draftail.features as draftail
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from quipu.web.editorial.passages import ADDRESS

_TYPE = "FIGURE"


class FigureElement(InlineEntityElementHandler):
    """A span with the address of a figure; it is changed as a whole or not at all."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        """Return what the editor keeps of it."""
        return {"address": attrs[ADDRESS]}


def _span(props: dict[str, Any]) -> Any:
    return DOM.create_element("span", {ADDRESS: props["address"]}, props["children"])


def register(features: FeatureRegistry) -> None:
    """Add the feature `figure` to the editor."""
    control = {"type": _TYPE, "icon": "decimal", "description": "Figure", "attributes": ["address"]}
    script, style = ["editorial/office.js"], {"all": ["editorial/office.css"]}
    features.register_editor_plugin("draftail", "figure", draftail.EntityFeature(control, js=script, css=style))
    features.register_converter_rule(
        "contentstate",
        "figure",
        {
            "from_database_format": {f"span[{ADDRESS}]": FigureElement(_TYPE)},
            "to_database_format": {"entity_decorators": {_TYPE: _span}},
        },
    )
