from django.urls import path

from interviews.consumers import LineConsumer
from interviews.live.consumer import RoomConsumer

websocket_urlpatterns = [
    path("ws/line/", LineConsumer.as_asgi()),
    path("ws/interview/<uuid:invitation_id>/", RoomConsumer.as_asgi()),
]
