import pytest

from ccsvi_refs.matching import containers

SAME = [
    ("Journal of Neurology, Neurosurgery &amp; Psychiatry", "Journal of neurology, neurosurgery, and psychiatry"),
    ("J Neurol Neurosurg Psychiatry", "Journal of Neurology, Neurosurgery & Psychiatry"),
    ("J. Neurol. Neurosurg. Psychiatr.", "Journal of Neurology, Neurosurgery and Psychiatry"),
    ("CMAJ", "Canadian Medical Association Journal"),
    ("CMAJ", "CMAJ : Canadian Medical Association journal = journal de l'Association medicale canadienne"),
    ("PNAS", "Proceedings of the National Academy of Sciences of the United States of America"),
    ("Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences of the United States of America"),
    ("Lancet (London, England)", "The Lancet"),
    ("Dtsch Med Wochenschr", "Deutsche Medizinische Wochenschrift"),
    ("BMJ (Clinical research ed.)", "BMJ"),
]
DIFFERENT = [
    ("JAMA", "JAMA Neurology"),
    ("Nature", "Nature Physics"),
    ("Archives of Neurology", "JAMA Neurology"),
    ("European Radiology", "European Journal of Radiology"),
    ("Brain", "Brain Research"),
    ("Journal of Vascular Surgery", "Journal of Neurology"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_forms_of_one_name_are_the_same_either_way_round(a: str, b: str) -> None:
    assert containers.same(a, b)
    assert containers.same(b, a)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_other_journals_are_not(a: str, b: str) -> None:
    assert not containers.same(a, b)
    assert not containers.same(b, a)
