from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Training"

    def ready(self) -> None:
        from pages import generation, reviews
        from training import search
        from training.models import Indicator

        generation.listen_to(Indicator)
        search.register()
        reviews.register("Sign", reviews.records(Indicator))
        register_awards()
        register_certificates()
        register_courses()
        register_quizzes()
        register_sessions()
        register_attendance()
        register_reminding()


def register_awards() -> None:
    from groups import belongings
    from training import award_holdings, award_messages, award_retention

    award_holdings.register_own()
    award_messages.register_own()
    award_retention.register_own()
    belongings.leave(
        {
            "training.award.group": "where its holder belonged when they learnt it",
            "training.trainedchange.group": "the numbers of past days",
            "training.coveredchange.group": "the numbers of past days",
            "training.groupinvited.group": "which group a session was offered to",
        }
    )


def register_certificates() -> None:
    from django.core import checks

    from training import certificate_holdings, certificate_messages
    from training.checks import certificates_can_be_signed

    certificate_holdings.register_own()
    certificate_messages.register_own()
    checks.register(certificates_can_be_signed)


def register_courses() -> None:
    from pages import mainstays, navigation, sitemap, uses
    from training import course_messages, menus, reading_holdings
    from training.selectors import fact_uses

    course_messages.register_own()
    reading_holdings.register_own()
    uses.register(fact_uses.of_facts)
    mainstays.register(fact_uses.first_lesson_taught)
    navigation.register(menus.courses)
    sitemap.register("training_sitemap")


def register_sessions() -> None:
    from training import at_events, session_holdings, session_messages

    at_events.register()
    session_holdings.register_own()
    session_messages.register_own()


def register_attendance() -> None:
    from training import attendance_holdings, attendance_retention

    attendance_holdings.register_own()
    attendance_retention.register_own()


def register_quizzes() -> None:
    from training import quiz_holdings, quiz_messages, quiz_retention, quiz_waiting

    quiz_holdings.register_own()
    quiz_messages.register_own()
    quiz_retention.register_own()
    quiz_waiting.register()


def register_reminding() -> None:
    from places import areas
    from training import group_blocks, log_belongings, log_waiting, panels, reminding_holdings, reminding_messages

    group_blocks.register()
    log_belongings.register_own()
    log_waiting.register()
    reminding_holdings.register_own()
    reminding_messages.register_own()
    areas.register(areas.Panel("People trained near you", panels.trained, order=20))
    register_coverage()


def register_coverage() -> None:
    from places import layers
    from training import panels
    from training.selectors import coverage

    title = "Trained people by constituency"
    said = ("trained person", "trained people")
    shown = coverage.published_today
    layers.register(layers.Layer(panels.LAYER, title, *said, coverage.today, order=30, publish=shown))
