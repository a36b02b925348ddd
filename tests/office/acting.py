"""Act as people do: sign in, write, submit, approve. Imports Django only when it is open."""

from typing import Any

PASSWORD = "a long enough password"  # noqa: S105 - of made-up accounts


def account(name: str, kind: str = "", scope: str = "") -> Any:
    """An account with a role."""
    from quipu.web.accounts.models import Account
    from quipu.web.editorial.people import find_role

    made = Account.objects.create_user(name, password=PASSWORD)
    if kind:
        made.groups.add(find_role(kind, scope).group)
    return made


def signed_in(name: str, kind: str = "", scope: str = "") -> Any:
    """A browser in which somebody with a role has signed in."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(account(name, kind, scope))
    return client


def report(subject: str = "PER", year: int = 2020, language: str = "en") -> Any:
    """A report as it is in the database."""
    from quipu.web.editorial.models import ReportPage

    return ReportPage.objects.get(subject=subject, year=year, locale__language_code=language)


def form_of(page: Any) -> dict[str, Any]:
    """What a browser would send if the editor of a page were saved as it is."""
    from wagtail.test.utils.form_data import inline_formset, nested_form_data

    newest = page.get_latest_revision_as_object()
    data = nested_form_data({"comments": inline_formset([])})
    for name in newest.STREAMS:
        data |= stream_of(name, list(getattr(newest, name).raw_data))
    return data


def stream_of(name: str, blocks: list[Any]) -> dict[str, str]:
    """A stream's blocks as the editor sends them."""
    data = {f"{name}-count": str(len(blocks))}
    for place, block in enumerate(blocks):
        prefix = f"{name}-{place}"
        data |= {f"{prefix}-type": block["type"], f"{prefix}-id": block.get("id") or "", f"{prefix}-order": str(place)}
        data |= {f"{prefix}-deleted": "", **value_of(f"{prefix}-value", block["value"])}
    return data


def value_of(name: str, value: Any) -> dict[str, str]:
    """A block's value as the editor sends it."""
    if not isinstance(value, dict):
        return {name: rich(value)}
    return {f"{name}-{key}": rich(each) if key == "text" else str(each or "") for key, each in value.items()}


def rich(html: str) -> str:
    """Rich text as the editor sends it."""
    from wagtail.test.utils.form_data import rich_text

    return str(rich_text(html, features=["bold", "italic", "h3", "ol", "ul", "link", "figure"]))


def write(client: Any, page: Any, *sections: str, **more: str) -> Any:
    """Put texts into the sections of an edition, in their order, and save; return the answer."""
    data = form_of(page)
    for place, html in enumerate(sections):
        data[f"narrative-{place}-value"] = rich(html)
    return client.post(f"/office/pages/{page.pk}/edit/", data | more)


def problems(answer: Any) -> list[str]:
    """What a form that was refused says."""
    return [str(error) for error in answer.context["form"].non_field_errors()]


def step(page: Any) -> str:
    """The step of the workflow that an edition waits at."""
    page.refresh_from_db()
    state = page.current_workflow_state
    return f"{state.current_task_state.task.name}: {state.status}" if state else "none"


def act(client: Any, page: Any, action: str, **data: str) -> Any:
    """Take a step of the workflow from the list, without the editor."""
    state = page.current_workflow_task_state
    return client.post(f"/office/pages/workflow/action/{page.pk}/{action}/{state.pk}/", data)
