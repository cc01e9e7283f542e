from decimal import Decimal

from django.template import Library

register = Library()


@register.filter
def dollars(amount: Decimal) -> str:
    """A month may cost hundreds, and a call parts of a cent."""
    if 0 < amount < Decimal("0.0001"):
        return "under $0.0001"
    return f"${amount:,.4f}" if 0 < amount < Decimal("0.01") else f"${amount:,.2f}"
