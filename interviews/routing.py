from django.urls import path

from interviews.consumers import LineConsumer

websocket_urlpatterns = [path("ws/line/", LineConsumer.as_asgi())]
