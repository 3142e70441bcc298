"""A crash cut down: what is left of its input where every part that is not needed has been taken away."""

from collections.abc import Callable


def find_crash(content: bytes, feed: Callable[[bytes], object]) -> str | None:
    """Return what the input raises, its type and its innermost place, or None."""
    try:
        feed(content)
    except Exception as error:
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_qualname}" if trace else ""
        return f"{type(error).__name__} in {place}"
    return None


def shrink(content: bytes, feed: Callable[[bytes], object]) -> bytes:
    """Return a shorter input that raises the same at the same place; one that raises nothing stays as it is."""
    wanted = find_crash(content, feed)
    if wanted is None:
        return content
    size = len(content) // 2
    while size:
        start = 0
        while start < len(content):
            shorter = content[:start] + content[start + size :]
            if find_crash(shorter, feed) == wanted:
                content = shorter
            else:
                start += size
        size //= 2
    return content
