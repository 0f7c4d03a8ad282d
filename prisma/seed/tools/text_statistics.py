"""Measures texts: length, vocabulary and how easily they read."""

import re
from collections import Counter

from ncp import tool

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)")


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouyäöüáéíóú]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and groups > 1
    return max(1, groups - silent)


@tool
def measure(text: str) -> dict:
    """Count characters, words, sentences and paragraphs, and estimate the reading time in minutes.

    Args:
        text: the text to measure
    """
    words = WORD.findall(text)
    sentences = len(SENTENCE_END.findall(text)) or (1 if words else 0)
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    return {
        "characters": len(text),
        "words": len(words),
        "sentences": sentences,
        "paragraphs": len(paragraphs),
        "words_per_sentence": round(len(words) / sentences, 1) if sentences else 0,
        "reading_minutes": round(len(words) / 230, 1),
    }


@tool
def reading_ease(text: str) -> float:
    """Give the Flesch reading ease of an English text: 100 is very easy, 0 very hard.

    Args:
        text: at least one sentence
    """
    words = WORD.findall(text)
    if not words:
        raise ValueError("The text has no words")
    sentences = len(SENTENCE_END.findall(text)) or 1
    syllables = sum(_syllables(word) for word in words)
    return round(206.835 - 1.015 * len(words) / sentences - 84.6 * syllables / len(words), 1)


@tool
def frequent_words(text: str, most: int = 10, shortest: int = 4) -> list[dict]:
    """List the words that occur most often.

    Args:
        text: the text
        most: how many words to list
        shortest: leave out words with fewer letters
    """
    counted = Counter(word.lower() for word in WORD.findall(text) if len(word) >= shortest)
    return [{"word": word, "count": count} for word, count in counted.most_common(most)]
