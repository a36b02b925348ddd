"""The blocks that editions are made of; kinds of sections and places come from the publisher's profile. Knows no figure."""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from quipu.core.address import Address
from quipu.core.errors import UnknownAddressError
from quipu.core.profile import Profile, Section, load

FEATURES = ["bold", "italic", "h3", "ol", "ul", "link", "figure"]
_PLAIN = ["bold", "italic", "link", "figure"]
UNITS = (("people", "People"), ("USD", "US dollars"), ("per cent", "Per cent"), ("count", "Something else"))
EXACTNESS = (("exact", "Exact position"), ("town", "Somewhere in the town"), ("area", "Somewhere in the area"))


class Blocks(StreamField):
    """A stream whose kinds of blocks are data: migrations know nothing of them, so that a new kind needs none."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field without its blocks."""
        name, _, _, keywords = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], keywords | {"block_lookup": {}}


@cache
def profile() -> Profile:
    """Return the profile of the publisher whose site it is."""
    return load(settings.QUIPU.publisher)


def narrative(edition: str) -> blocks.StreamBlock:
    """Return the sections of a kind of edition, each at most once."""
    sections = {block_name(section): dict(section.names)["en"] for section in sections_of(edition)}
    rich = [
        (name, blocks.RichTextBlock(label=label, features=FEATURES, required=False, icon="pilcrow"))
        for name, label in sections.items()
    ]
    return blocks.StreamBlock(rich, block_counts={name: {"max_num": 1} for name in sections}, required=False)


def sections_of(edition: str) -> list[Section]:
    """Return the sections of a kind of edition, in the order of display."""
    return [section for section in profile().sections if section.edition == edition]


def block_name(section: Section) -> str:
    """Return the name of a section's block, which may hold no hyphen."""
    return section.slug.replace("-", "_")


def place_kinds() -> list[tuple[str, str]]:
    """Return the kinds of places, for a choice."""
    return [(kind.slug, dict(kind.names)["en"]) for kind in profile().written_places]


def address_of_figure(text: str) -> None:
    """Refuse what has not the form of a figure's address."""
    try:
        Address.parse(text)
    except UnknownAddressError as error:
        raise ValidationError(str(error)) from error


class KeyFigure(blocks.StructBlock):
    """One number that the operation wants to be known by."""

    number = blocks.CharBlock(max_length=40, help_text="As the text would write it: 48,600, 4.3 million")
    unit = blocks.ChoiceBlock(choices=UNITS, default="people")
    counts = blocks.CharBlock(label="What it counts", max_length=200)
    standing = blocks.ChoiceBlock(
        label="Plan or result", choices=(("result", "Result"), ("plan", "Plan")), default="result"
    )
    address = blocks.CharBlock(
        label="Figure",
        required=False,
        max_length=200,
        validators=[address_of_figure],
        help_text="The address of the figure or result indicator that it is, where there is one: PER/2020/budget",
        form_classname="quipu-address",
    )

    class Meta:
        icon = "decimal"
        label_format = "{number} {counts}"


class Picture(blocks.StructBlock):
    """A picture; nobody is left without what it shows, and nobody without the name of who made it."""

    image = ImageChooserBlock()
    alternative = blocks.CharBlock(
        label="Alternative text", max_length=300, help_text="What is to be seen, for those who cannot see it"
    )
    credit = blocks.CharBlock(max_length=200, help_text="Who made it, and whose it is")
    caption = blocks.CharBlock(required=False, max_length=300)

    class Meta:
        icon = "image"
        label_format = "{alternative}"


class Document(blocks.StructBlock):
    """A document to be read beside the edition."""

    title = blocks.CharBlock(max_length=200)
    document = DocumentChooserBlock()

    class Meta:
        icon = "doc-full"
        label_format = "{title}"


class Place(blocks.StructBlock):
    """A place where something is done; withheld where naming its position would put people at risk."""

    kind = blocks.ChoiceBlock(choices=place_kinds)
    name = blocks.CharBlock(max_length=120)
    latitude = blocks.DecimalBlock(required=False, min_value=-90, max_value=90, max_digits=9, decimal_places=6)
    longitude = blocks.DecimalBlock(required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6)
    exactness = blocks.ChoiceBlock(label="How exact", choices=EXACTNESS, default="town")
    about = blocks.CharBlock(label="What is there", required=False, max_length=300)
    withheld = blocks.CharBlock(
        label="Withheld because",
        required=False,
        max_length=300,
        help_text="If the place must not be shown, say why. It is then kept here, and never published",
    )

    def clean(self, value: Any) -> Any:
        """Refuse half a position."""
        cleaned = super().clean(value)
        if (cleaned["latitude"] is None) != (cleaned["longitude"] is None):
            problem = ValidationError("Give both latitude and longitude, or neither.")
            raise blocks.StructBlockValidationError({"longitude": problem})
        return cleaned

    class Meta:
        icon = "site"
        label_format = "{name}"


class CallOut(blocks.StructBlock):
    """A sentence set apart, with whose words it is."""

    text = blocks.RichTextBlock(features=_PLAIN)
    source = blocks.CharBlock(required=False, max_length=200, help_text="Whose words these are, if somebody's")

    class Meta:
        icon = "openquote"


class Notice(blocks.StructBlock):
    """What a reader must know first, such as where earlier years are found."""

    text = blocks.RichTextBlock(features=_PLAIN)
    link = blocks.CharBlock(
        required=False,
        max_length=300,
        validators=[RegexValidator(r"(https://|/)\S+\Z", "A link begins with https:// or, on this site, with /.")],
    )

    class Meta:
        icon = "info-circle"


def stream(kind: str, block: type[blocks.StructBlock]) -> Blocks:
    """Return a field that holds any number of one kind of block."""
    return Blocks([(kind, block())], blank=True)
