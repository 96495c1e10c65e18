from django.urls import path

from people.views import choices, codes, newsletter, own_data, requests, staying

urlpatterns = [
    path("your-data/", codes.ask, name="your_data"),
    path("your-data/code/", codes.enter, name="your_data_code"),
    path("your-data/ask/", requests.ask, name="your_data_ask"),
    path("your-data/ask/received/", requests.asked, name="your_data_asked"),
    path("your-data/finished/", codes.finish, name="own_data_finish"),
    path("your-data/closed/", codes.closed, name="own_data_closed"),
    path("your-data/yours/", own_data.show, name="own_data"),
    path("your-data/yours/my-data.json", own_data.as_json, name="own_data_json"),
    path("your-data/yours/my-data.html", own_data.as_html, name="own_data_html"),
    path("your-data/yours/<int:number>/name/", own_data.name, name="own_data_name"),
    path("your-data/yours/<int:number>/choices/", own_data.choose, name="own_data_choose"),
    path("your-data/yours/<int:number>/erase/", own_data.erase, name="own_data_erase"),
    path("your-data/yours/<int:number>/held/<slug:kind>/", own_data.held, name="own_data_held"),
    path("newsletter/", newsletter.sign_up, name="newsletter"),
    path("newsletter/check-your-inbox/", newsletter.check_inbox, name="newsletter_check_inbox"),
    path("newsletter/confirm/<slug:token>/", newsletter.confirm, name="newsletter_confirm"),
    path("mail-choices/<slug:token>/", choices.mail_choices, name="mail_choices"),
    path("mail-choices/<slug:token>/stop/<slug:purpose>/<uuid:message>/", choices.one_click, name="mail_one_click"),
    path("still-there/<slug:token>/", staying.still_there, name="still_there"),
]
