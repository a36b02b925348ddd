"""What nobody does by hand, whatever their role: pages come and go with the data. Knows no roles."""

from typing import Any

from wagtail.models import PagePermissionTester


class MadeByData(PagePermissionTester):
    """Permissions on pages that synchronisation makes: they are written, never added, removed, copied or moved."""

    def can_add_subpage(self) -> bool:
        """Refuse."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Refuse."""
        return False

    def can_move(self) -> bool:
        """Refuse."""
        return False

    def can_move_to(self, destination: Any) -> bool:
        """Refuse."""
        return False

    def can_copy(self) -> bool:
        """Refuse."""
        return False

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        """Refuse."""
        return False

    def can_reorder_children(self) -> bool:
        """Refuse."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Refuse: who may read is decided by publication alone."""
        return False


class OfStructure(MadeByData):
    """Permissions on regions and operations: there is nothing to write."""

    def can_publish(self) -> bool:
        """Refuse."""
        return False

    def can_unpublish(self) -> bool:
        """Refuse."""
        return False


class OfEdition(MadeByData):
    """Permissions on editions."""

    def can_unpublish(self) -> bool:
        """Refuse: an edition is withdrawn, with a reason that readers see."""
        return False
