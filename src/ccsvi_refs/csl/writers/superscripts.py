"""Raised letters and digits of Unicode, and what each raises."""

from __future__ import annotations

SUPERSCRIPTS = dict(
    zip(
        "ªº²³¹⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿʰʱʲʳʴʵʶʷʸˠˡˢˣˤᴬᴭᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁᵂᵃᵇᵈᵉᵍᵏᵐᵒᵖᵗᵘᵛ",
        "ao2310i456789+−=()nhɦjrɹɻʁwyɣlsxʕAÆBDEGHIJKLMNOPRTUWabdegkmoptuv",
        strict=True,
    )
)
