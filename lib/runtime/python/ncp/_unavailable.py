"""Names that packages import but that need a running model behind them."""


class NotAvailable(RuntimeError):
    """Something that this platform does not provide was used."""


class _Unavailable(type):
    def __call__(cls, *args, **kwargs):
        raise NotAvailable(cls._sentence())

    def __getattr__(cls, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        raise NotAvailable(cls._sentence())

    def _sentence(cls):
        return "ncp.%s is not available on this platform; it may be imported, but not used" % cls.__name__


class Metrics(metaclass=_Unavailable):
    """Importable; using it raises NotAvailable."""


class Memory(metaclass=_Unavailable):
    """Importable; using it raises NotAvailable."""


class Artifacts(metaclass=_Unavailable):
    """Importable; using it raises NotAvailable."""
