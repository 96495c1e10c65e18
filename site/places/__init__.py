"""From a postcode to a position and a constituency; constituencies and who represents them; maps."""
