from mail.models.bucket import TokenBucket as TokenBucket
from mail.models.delivery import Delivery as Delivery
from mail.models.delivery import DeliveryCount as DeliveryCount
from mail.models.event import ProviderEvent as ProviderEvent
from mail.models.mailing import Mailing as Mailing
from mail.models.mailing import MailingBody as MailingBody
from mail.models.suppression import Suppression as Suppression
from mail.models.wording import MessageWording as MessageWording
