from django.db import models


class MessageWording(models.Model):
    """What staff say in a message in place of our own words. What the law asks for can't be replaced.

    Empty where they went back to ours: the row stays, since its history belongs to it.
    """

    kind = models.CharField(max_length=60)
    slot = models.CharField(max_length=40, help_text="Which part of the message, as its templates name it.")
    text = models.TextField(max_length=2000)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("kind", "slot"), name="one_wording_for_each_slot_of_a_message")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slot}"
