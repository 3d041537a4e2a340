namespace FusionScorer.Signals.Captions;

/// <summary>Languages as file names and media tags write them.</summary>
public static class Languages
{
    // ISO 639-1, the ISO 639-2 codes, English name, own name where captions use it. Runtime culture data is absent in invariant mode.
    private static readonly string[] Table =
    [
        "af afr afrikaans", "ar ara arabic", "az aze azerbaijani", "be bel belarusian", "bg bul bulgarian", "bn ben bengali", "bs bos bosnian",
        "ca cat catalan", "cs ces cze czech", "cy cym wel welsh", "da dan danish dansk", "de deu ger german deutsch", "el ell gre greek",
        "en eng english", "eo epo esperanto", "es spa spanish espanol castellano", "et est estonian", "eu eus baq basque", "fa fas per persian farsi",
        "fi fin finnish suomi", "fr fra fre french francais", "ga gle irish", "gl glg galician", "gu guj gujarati", "he heb hebrew", "hi hin hindi",
        "hr hrv croatian hrvatski", "hu hun hungarian magyar", "hy hye arm armenian", "id ind indonesian", "is isl ice icelandic", "it ita italian italiano",
        "ja jpn japanese", "ka kat geo georgian", "kk kaz kazakh", "km khm khmer", "kn kan kannada", "ko kor korean", "la lat latin",
        "lb ltz luxembourgish", "lo lao lao", "lt lit lithuanian", "lv lav latvian", "mk mkd mac macedonian", "ml mal malayalam", "mn mon mongolian",
        "mr mar marathi", "ms msa may malay", "mt mlt maltese", "my mya bur burmese", "ne nep nepali", "nl nld dut dutch nederlands flemish",
        "no nor nob nno norwegian norsk nb nn", "pa pan punjabi", "pl pol polish polski", "pt por portuguese portugues brazilian", "ro ron rum romanian",
        "ru rus russian", "si sin sinhala", "sk slk slo slovak", "sl slv slovenian", "sq sqi alb albanian", "sr srp serbian", "sv swe swedish svenska",
        "sw swa swahili", "ta tam tamil", "te tel telugu", "th tha thai", "tl tgl tagalog fil filipino", "tr tur turkish", "uk ukr ukrainian",
        "ur urd urdu", "uz uzb uzbek", "vi vie vietnamese", "yi yid yiddish", "zh zho chi chinese mandarin cantonese chs cht", "zu zul zulu",
    ];

    private static readonly Dictionary<string, string> Codes = Table
        .Select(row => row.Split(' '))
        .SelectMany(names => names.Distinct(StringComparer.Ordinal).Select(name => (Name: name, Code: names[0])))
        .ToDictionary(pair => pair.Name, pair => pair.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The ISO 639-1 code of a two- or three-letter code, a tag such as <c>en-US</c> or <c>zh_Hans</c>, or an English name; null when it is none.</summary>
    public static string? Code(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var lookup = Codes.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out var code))
            return code;
        var dash = text.IndexOfAny('-', '_');
        return dash is 2 or 3 && text.Length - dash is >= 3 and <= 11 && lookup.TryGetValue(text[..dash], out code) ? code : null;
    }
}
