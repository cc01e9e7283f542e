from django.urls import path

from accounts.consumers import WorkspaceConsumer

websocket_urlpatterns = [path("ws/c/<slug:company>/", WorkspaceConsumer.as_asgi())]
