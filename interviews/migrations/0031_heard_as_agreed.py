"""Of agreements that were given before, their words say whether somebody may be heard."""

from django.db import migrations

# As they have been since the first version.
SILENT = [
    "%What I type is kept as I typed it. No sound is recorded, and there is no camera.%",
    "%Was ich tippe, wird so gespeichert, wie ich es getippt habe. Es wird kein Ton aufgenommen, und es gibt keine Kamera.%",
    "%Lo que escribo se guarda tal como lo escribí. No se graba ningún sonido y no se usa la cámara.%",
    "%Ce que je tape est conservé tel que je l’ai tapé. Aucun son n’est enregistré et la caméra n’est pas utilisée.%",
]
AS_AGREED = "UPDATE interviews_consent SET may_be_heard = false WHERE words LIKE ANY(%s)"


class Migration(migrations.Migration):
    dependencies = [("interviews", "0030_heard")]

    operations = [migrations.RunSQL([(AS_AGREED, [SILENT])], migrations.RunSQL.noop)]
