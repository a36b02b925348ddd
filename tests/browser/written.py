"""Write an edition with everything in it into the home of QUIPU_HOME, up to its approval. Its sentences and places are made up."""

import io
from typing import Any

from quipu.web import office

CONTEXT = {
    "en": "<p>People went on arriving throughout the year, most of them <b>by land</b>. Borders were closed from March, and"
    " those who came later came by paths that nobody keeps. At the end of the year,"
    " <span data-figure='PER/2020/population/asylum-seekers'>{0}</span> people had asked for asylum.</p>"
    "<p>Work in the day's trade, by which nearly all families lived, stopped within a week. Rent, food and school"
    " became a choice between two of the three.</p>",
    "fr": "<p>Les arrivées se sont poursuivies toute l'année, le plus souvent <b>par la route</b>. À la fin de l'année,"
    " <span data-figure='PER/2020/population/asylum-seekers'>{0}</span> personnes avaient demandé l'asile.</p>",
    "es": "<p>La gente siguió llegando todo el año, casi siempre <b>por tierra</b>. Al final del año,"
    " <span data-figure='PER/2020/population/asylum-seekers'>{0}</span> personas habían pedido asilo.</p>",
    "ar": "<p>استمر وصول الناس طوال العام، ومعظمهم <b>برًا</b>. وفي نهاية العام كان"
    " <span data-figure='PER/2020/population/asylum-seekers'>{0}</span> شخصًا قد طلبوا اللجوء.</p>",
}
ACHIEVEMENTS = {
    "en": "<h3>Shelter and food</h3><p>What was spent, <span data-figure='PER/2020/expenditure'>{1}</span>, went first to"
    " those who had nowhere to sleep.</p><ul><li>Shelters stayed open in four towns.</li><li>Families were given cash:"
    "<ul><li>by card in the capital,</li><li>by telephone elsewhere.</li></ul></li></ul>"
    "<p><a href='https://example.org/study'>A study of the first months</a> tells more.</p>",
    "fr": "<h3>Abri et nourriture</h3><p>Les dépenses, <span data-figure='PER/2020/expenditure'>{1}</span>, sont allées"
    " d'abord à celles et ceux qui n'avaient pas où dormir.</p>",
    "es": "<h3>Albergue y comida</h3><p>El gasto, <span data-figure='PER/2020/expenditure'>{1}</span>, fue primero para"
    " quienes no tenían dónde dormir.</p>",
    "ar": "<h3>المأوى والغذاء</h3><p>ذهب الإنفاق، وهو <span data-figure='PER/2020/expenditure'>{1}</span>، أولًا إلى من لم يكن"
    " لديهم مكان ينامون فيه.</p>",
}
COUNTS = {
    "en": ("households that were given cash", "spent in the year", "people to be told where their claim stands"),
    "fr": ("ménages ayant reçu de l'argent", "dépensés dans l'année", "personnes à informer de leur demande"),
    "es": ("hogares que recibieron dinero", "gastados en el año", "personas que se informará de su solicitud"),
    "ar": ("أسرة تلقت نقودًا", "أُنفقت خلال العام", "شخصًا سيُبلغون بوضع طلبهم"),
}
CALLOUT = {
    "en": ("<p>We left at night, and knew the way by the river.</p>", "A mother of two, Tumbes"),
    "fr": ("<p>Nous sommes partis de nuit, guidés par le fleuve.</p>", "Une mère de deux enfants, Tumbes"),
    "es": ("<p>Salimos de noche, y el río nos enseñó el camino.</p>", "Una madre de dos hijos, Tumbes"),
    "ar": ("<p>غادرنا ليلًا، وعرفنا الطريق من النهر.</p>", "أم لطفلين، تومبيس"),
}
NOTICE = {
    "en": "<p>Schools and clinics of the host community are in the plan of the next year.</p>",
    "fr": "<p>Les écoles et dispensaires des communautés d'accueil figurent dans le plan de l'année suivante.</p>",
    "es": "<p>Las escuelas y clínicas de la comunidad de acogida están en el plan del año siguiente.</p>",
    "ar": "<p>مدارس المجتمع المضيف وعياداته واردة في خطة العام التالي.</p>",
}
PICTURE = {
    "en": ("Hills in the evening, drawn in two colours", "The road north"),
    "fr": ("Collines le soir, dessinées en deux couleurs", "La route du nord"),
    "es": ("Colinas al atardecer, dibujadas en dos colores", "El camino del norte"),
    "ar": ("تلال في المساء مرسومة بلونين", "الطريق شمالًا"),
}
ABOUT = {
    "en": "Beds for sixty people, a clinic",
    "fr": "Soixante lits, un dispensaire",
    "es": "Camas para sesenta personas, una clínica",
    "ar": "أسرّة لستين شخصًا وعيادة",
}


def values(language: str) -> tuple[str, str]:
    """The figures of the text as the language writes them."""
    from quipu.core.address import Address
    from quipu.web.editorial import released

    record = released.record(language)
    people = record.get(Address.parse("PER/2020/population/asylum-seekers")).value
    spent = record.get(Address.parse("PER/2020/expenditure")).value
    assert people is not None
    assert spent is not None
    return released.shown(people, "people", language)[0], released.shown(spent, "USD", language)[1]


def picture() -> Any:
    """A drawing, made here."""
    from django.core.files.images import ImageFile
    from PIL import Image, ImageDraw
    from wagtail.images import get_image_model

    drawn, content = Image.new("RGB", (1600, 1000), "#e9b872"), io.BytesIO()
    pen = ImageDraw.Draw(drawn)
    pen.polygon([(0, 1000), (0, 620), (500, 380), (900, 700), (1250, 450), (1600, 680), (1600, 1000)], fill="#5b3a4a")
    pen.ellipse([1150, 120, 1350, 320], fill="#f7e3c0")
    drawn.save(content, "PNG")
    content.seek(0)
    return get_image_model().objects.create(title="Hills", file=ImageFile(content, name="hills.png"))


def document() -> Any:
    """A document, made here."""
    from django.core.files.base import ContentFile
    from wagtail.documents import get_document_model

    file = ContentFile(b"What we learned. " * 4000, name="what-we-learned.txt")
    return get_document_model().objects.create(title="What we learned", file=file)


def streams(language: str, image: Any, paper: Any) -> dict[str, tuple[str, list[dict[str, Any]]]]:
    """Every block of the edition in a language, by its stream."""
    _, spent = values(language)
    commas = language in ("en", "ar")
    households, money, told = COUNTS[language]
    text, source = CALLOUT[language]
    seen, caption = PICTURE[language]
    shelter = {"kind": "shelter", "latitude": "-3.57", "longitude": "-80.45", "exactness": "town", "withheld": ""}
    border = {"kind": "border-point", "latitude": "-18.3", "longitude": "-70.4", "exactness": "exact", "withheld": ""}
    return {
        "key_figures": (
            "figure",
            [
                _counted(spent.replace("US$", "").strip(), "USD", money, "result", "PER/2020/expenditure"),
                _counted("8,400" if commas else "8400", "count", households, "result"),
                _counted("40,000" if commas else "40 000", "people", told, "plan"),
            ],
        ),
        "callouts": ("callout", [{"text": text, "source": source}]),
        "notices": ("notice", [{"text": NOTICE[language], "link": f"/{language}/operations/peru/2021/"}]),
        "places": ("place", [{**shelter, "name": "Tumbes", "about": ABOUT[language]}, {**border, "name": "Tacna", "about": ""}]),
        "pictures": ("picture", [{"image": image.pk, "alternative": seen, "credit": "A. Writer", "caption": caption}]),
        "documents": ("document", [{"title": "What we learned", "document": paper.pk}]),
    }  # fmt: skip


def _counted(number: str, unit: str, counts: str, standing: str, address: str = "") -> dict[str, Any]:
    return {"number": number, "unit": unit, "counts": counts, "standing": standing, "address": address}


def write(page: Any, language: str, image: Any, paper: Any) -> Any:
    """Write the edition in a language; return its draft."""
    draft = page.get_latest_revision_as_object()
    texts = {"operational_context": CONTEXT, "key_achievements": ACHIEVEMENTS}
    shown = values(language)
    told = [
        {**block, "value": texts[block["type"]][language].format(*shown) if block["type"] in texts else ""}
        for block in draft.narrative.raw_data
    ]
    put(draft, "narrative", told)
    for name, (kind, blocks) in streams(language, image, paper).items():
        put(draft, name, [{"type": kind, "id": f"{name}-{n}", "value": value} for n, value in enumerate(blocks)])
    draft.save_revision()
    return draft


def as_typed(value: Any) -> Any:
    """Rich text as the editor writes it, so that opening it there changes nothing."""
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    from quipu.web.editorial.blocks import FEATURES

    if isinstance(value, dict):
        return {key: as_typed(each) if key == "text" else each for key, each in value.items()}
    if not isinstance(value, str) or not value.startswith("<"):
        return value
    converter = ContentstateConverter(FEATURES)
    return converter.to_database_format(converter.from_database_format(value))


def put(page: Any, name: str, raw: list[dict[str, Any]]) -> None:
    """Set a stream."""
    raw = [{**block, "value": as_typed(block["value"])} for block in raw]
    setattr(page, name, type(page)._meta.get_field(name).stream_block.to_python(raw))


def main() -> None:
    """Write, translate, and take every step but the last."""
    office.prepare()
    from quipu.web.accounts.models import Account
    from quipu.web.editorial.models import ReportPage
    from quipu.web.editorial.publication import reasons_against
    from quipu.web.editorial.translating import finish_if_complete, prepare

    root = Account.objects.create_superuser("setup", password=None)
    held = ReportPage.objects.filter(subject="PER", year=2020)
    source, image, paper = held.get(locale__language_code="en"), picture(), document()
    write(source, "en", image, paper)
    source = held.get(locale__language_code="en")
    source.get_workflow().start(source, root)
    source.current_workflow_task.on_action(source.current_workflow_task_state, root, "approve")
    prepare(source)
    digests = held.get(locale__language_code="en").get_latest_revision_as_object().digests()
    for language in ("fr", "es", "ar"):
        draft = write(held.get(locale__language_code=language), language, image, paper)
        draft.follows = digests
        draft.save_revision()
    finish_if_complete(draft, root)
    source = held.get(locale__language_code="en")
    reasons = reasons_against(source.get_latest_revision_as_object(), publishing=True)
    assert not reasons, reasons
    assert source.current_workflow_task.name == "Approval", source.current_workflow_task


if __name__ == "__main__":
    main()
