"""``sitegen`` as a program: Ctrl-C ends it without a word, from its first moment on."""

import signal


def run() -> None:
    """Run the command line."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sitegen.cli import main  # noqa: PLC0415 - Ctrl-C while this is read would show a traceback

    signal.signal(signal.SIGINT, before)
    main()


if __name__ == "__main__":
    run()
