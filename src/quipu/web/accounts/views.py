"""Set the first password by the link of an invitation, once. Knows no roles."""

from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse_lazy


class Invitation(PasswordResetConfirmView):
    """The page behind an invitation's link; the link dies with its use, after three days, or with a new password."""

    template_name = "accounts/invitation.html"
    success_url = reverse_lazy("wagtailadmin_home")
    post_reset_login = True
