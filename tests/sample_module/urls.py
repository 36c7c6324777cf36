from django.http import HttpResponse
from django.urls import path

from . import views

app_name = "sample"

urlpatterns = [
    path("", lambda request: HttpResponse("prova"), name="page"),
    path("<int:pk>/", views.dossier, name="dossier"),
    path("<int:pk>/<slug:name>/", views.step, name="step"),
]
