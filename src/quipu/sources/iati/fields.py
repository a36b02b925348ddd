"""Where in an IATI 2.03 activity each fact column stands. Read by the reader; knows nothing of files."""

from dataclasses import dataclass, field

from quipu.core import codelists


@dataclass(frozen=True, slots=True)
class Record:
    """One element that becomes one row: path in the element -> column. `ignored` paths are of the standard and not taken."""

    table: str
    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()


_ORGANISATION = {"@ref": "ref", "@type": "type"}

RECORDS = {
    "participating-org": Record(
        "participant",
        {"@role": "role", **_ORGANISATION, ".": "name"},
        ignored=("@activity-id", "@crs-channel-code", "@xml:lang"),
    ),
    "recipient-country": Record(
        "recipient",
        {"@code": "code", "@percentage": "percentage", ".": "name"},
        constants={"kind": "country"},
    ),
    "recipient-region": Record(
        "recipient",
        {"@code": "code", "@vocabulary": "vocabulary", "@percentage": "percentage", ".": "name"},
        constants={"kind": "region"},
        defaults={"vocabulary": "1"},
        ignored=("@vocabulary-uri",),
    ),
    "location": Record(
        "location",
        {
            "@ref": "ref",
            "location-reach/@code": "reach",
            "name": "name",
            "description": "description",
            "exactness/@code": "exactness",
            "location-class/@code": "class",
            "feature-designation/@code": "feature",
            "administrative[A4]/@code": "administrative",
            "point/pos": "position",
        },
        ignored=("location-id", "activity-description", "administrative", "point/@srsName"),
    ),
    "sector": Record(
        "sector",
        {"@vocabulary": "vocabulary", "@code": "code", "@percentage": "percentage", ".": "name"},
        defaults={"vocabulary": "1"},
        ignored=("@vocabulary-uri",),
    ),
    "tag": Record("tag", {"@vocabulary": "vocabulary", "@code": "code", ".": "name"}, ignored=("@vocabulary-uri",)),
    "humanitarian-scope": Record(
        "scope",
        {"@type": "type", "@vocabulary": "vocabulary", "@code": "code", "@vocabulary-uri": "uri", ".": "name"},
    ),
    "budget": Record(
        "budget",
        {
            "@type": "type",
            "@status": "status",
            "period-start/@iso-date": "period_start",
            "period-end/@iso-date": "period_end",
            "value": "value",
            "value/@currency": "currency",
            "value/@value-date": "value_date",
        },
        defaults={"type": "1", "status": "1"},
        ignored=("budget-line",),
    ),
    "transaction": Record(
        "transaction",
        {
            "@ref": "ref",
            "@humanitarian": "humanitarian",
            "transaction-type/@code": "type",
            "transaction-date/@iso-date": "date",
            "value": "value",
            "value/@currency": "currency",
            "value/@value-date": "value_date",
            "value-USD": "value_usd",
            "description": "description",
            "provider-org": "provider",
            "provider-org/@ref": "provider_ref",
            "provider-org/@type": "provider_type",
            "provider-org/@provider-activity-id": "provider_activity",
            "receiver-org": "receiver",
            "receiver-org/@ref": "receiver_ref",
            "receiver-org/@type": "receiver_type",
            "receiver-org/@receiver-activity-id": "receiver_activity",
            "aid-type/@code": "aid_type",
            "aid-type[1]/@code": "aid_type",
            "aid-type[2]/@code": "earmarking",
        },
        ignored=(
            "aid-type",
            "disbursement-channel",
            "sector",
            "recipient-country",
            "recipient-region",
            "flow-type",
            "finance-type",
            "tied-status",
        ),
    ),
    "document-link": Record(
        "document",
        {
            "@url": "url",
            "@format": "format",
            "title": "title",
            "category/@code": "category",
            "language/@code": "language",
            "document-date/@iso-date": "date",
        },
        ignored=("description", "recipient-country", "category/@code#", "language/@code#"),
    ),
    "related-activity": Record("related", {"@ref": "ref", "@type": "type"}),
}

TEXTS = ("title", "description")
NAMED_IN_LANGUAGES = {"humanitarian-scope": "@code", "location": "@ref", "sector": "@code"}
"""Elements whose names in further languages are kept too, with the attribute that tells which one they name."""

SINGLE = {
    "activity-status/@code": "status",
    "activity-scope/@code": "scope",
    "default-aid-type/@code": "default_aid_type",
    "default-aid-type[1]/@code": "default_aid_type",
    "default-aid-type[2]/@code": "default_earmarking",
}
DATES = {"1": "planned_start", "2": "actual_start", "3": "planned_end", "4": "actual_end"}

NOT_TAKEN = frozenset(
    {
        "iati-identifier",
        "reporting-org",
        "activity-date",
        "activity-status",
        "activity-scope",
        "default-aid-type",
        "other-identifier",
        "contact-info",
        "country-budget-items",
        "policy-marker",
        "collaboration-type",
        "default-flow-type",
        "default-finance-type",
        "default-tied-status",
        "planned-disbursement",
        "capital-spend",
        "legacy-data",
        "conditions",
        "crs-add",
        "fss",
    }
)
"""Elements of the standard that are read elsewhere, or that no figure or page needs; never an issue."""

CODES = {
    ("activity", "status"): codelists.ACTIVITY_STATUS,
    ("budget", "type"): codelists.BUDGET_TYPE,
    ("budget", "status"): codelists.BUDGET_STATUS,
    ("transaction", "type"): codelists.TRANSACTION_TYPE,
    ("transaction", "earmarking"): codelists.EARMARKING,
    ("transaction", "provider_type"): codelists.ORGANISATION_TYPE,
    ("participant", "role"): codelists.ORGANISATION_ROLE,
    ("participant", "type"): codelists.ORGANISATION_TYPE,
    ("related", "type"): codelists.RELATED_TYPE,
    ("scope", "type"): codelists.SCOPE_TYPE,
    ("scope", "vocabulary"): codelists.SCOPE_VOCABULARY,
    ("indicator", "result_type"): codelists.RESULT_TYPE,
    ("indicator", "measure"): codelists.INDICATOR_MEASURE,
}
