"""Images and documents, in the root collection that migrations make."""

import factory
from wagtail.models import Collection
from wagtail_factories import DocumentFactory, ImageFactory

from socle.models import NecDocument, NecImage


class NecImageFactory(ImageFactory):
    class Meta:
        model = NecImage

    title = factory.Sequence("Image {}".format)
    collection = factory.LazyFunction(Collection.get_first_root_node)


class NecDocumentFactory(DocumentFactory):
    class Meta:
        model = NecDocument

    title = factory.Sequence("Document {}".format)
    collection = factory.LazyFunction(Collection.get_first_root_node)
    file = factory.django.FileField(filename="document.pdf", data=b"%PDF-1.7\n")
