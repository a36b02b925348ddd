"""The addresses of the back office. Everything lies under /office/."""

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as wagtail_urls
from wagtail.documents import urls as document_urls

from quipu.web.accounts.views import Invitation

_insiders_only = permission_required("wagtailadmin.access_admin")

urlpatterns = [
    path("office/invitation/<uidb64>/<token>/", Invitation.as_view(), name="invitation"),
    path("office/documents/", include(document_urls)),
    re_path(r"^office/media/(?P<path>.*)$", _insiders_only(serve), {"document_root": settings.MEDIA_ROOT}),
    path("office/", include(wagtail_urls)),
]
