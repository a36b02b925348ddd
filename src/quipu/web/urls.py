"""The addresses of the back office. Everything lies under /office/."""

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as wagtail_urls
from wagtail.documents import urls as document_urls

from quipu.web.accounts import openid, setting_up
from quipu.web.accounts.views import Invitation, SecondStep, SignIn

_insiders_only = permission_required("wagtailadmin.access_admin")

urlpatterns = [
    path("office/login/", SignIn.as_view(), name="sign_in"),
    path("office/login/second/", SecondStep.as_view(), name="second_step"),
    path("office/login/provider/", openid.begin, name="oidc_begin"),
    path("office/login/provider/back/", openid.callback, name="oidc_callback"),
    path("office/second-factor/", setting_up.overview, name="second_factor"),
    path("office/second-factor/app/", setting_up.app, name="second_factor_app"),
    path("office/second-factor/passkey/", setting_up.passkey, name="second_factor_passkey"),
    path("office/second-factor/codes/", setting_up.codes, name="second_factor_codes"),
    path("office/second-factor/remove/", setting_up.remove, name="second_factor_remove"),
    path("office/invitation/<uidb64>/<token>/", Invitation.as_view(), name="invitation"),
    path("office/documents/", include(document_urls)),
    re_path(r"^office/media/(?P<path>.*)$", _insiders_only(serve), {"document_root": settings.MEDIA_ROOT}),
    path("office/", include(wagtail_urls)),
]
