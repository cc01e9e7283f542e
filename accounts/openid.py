"""Logging in through a company's OpenID Connect provider.

allauth leaves two checks to TLS and PKCE: that the provider signed what it says, and that it says so about this very
login. We make them. And a provider that is away, slow or confused gives a page that says so, at either step.
"""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from requests import RequestException


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error
        login = super().complete_login(request, app, token, **kwargs)
        said = login.account.extra_data
        if said["userinfo"]["sub"] != said["id_token"]["sub"]:
            raise OAuth2Error
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not constant_time_compare(str(claims.get("nonce")), nonce_for(self.request.GET["state"])):
            raise OAuth2Error
        return claims


def nonce_for(state: str) -> str:
    """The state is kept in the session and used once; what is made from it needs no second place."""
    return salted_hmac("accounts.openid.nonce", state).hexdigest()


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    response = _answer(OAuth2LoginView, request, provider_id)
    asked = parse_qs(urlsplit(response.get("Location", "")).query)
    if "state" in asked:
        response["Location"] += "&" + urlencode({"nonce": nonce_for(asked["state"][0])})
    return response


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    adapter = StrictAdapter(request, provider_id)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    try:
        response: HttpResponse = view.adapter_view(adapter)(request)
    except (RequestException, OAuth2Error, KeyError, ValueError, TypeError) as error:
        # The last three: an answer that is no JSON, or lacks what the protocol promises.
        response = render_authentication_error(request, provider, exception=error)
    return response
