"""The ASGI application: pages over HTTP, live updates and rooms over WebSockets."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from accounts import routing as of_accounts  # noqa: E402
from config.bodies import limit_bodies  # noqa: E402
from config.keys import check_keys  # noqa: E402
from config.sockets import mind_sockets  # noqa: E402
from interviews import routing as of_interviews  # noqa: E402

check_keys()
limit_bodies()
mind_sockets()

application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter([*of_accounts.websocket_urlpatterns, *of_interviews.websocket_urlpatterns]))
        ),
    }
)
