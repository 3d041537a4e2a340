using System.Globalization;
using System.Text;

namespace FusionScorer.Library.Records;

/// <summary>When two spellings name the same person.</summary>
public static class PersonName
{
    private const char FirstWide = '\uFF01';
    private const char LastWide = '\uFF5E';
    private const int WideToPlain = 0xFEE0;

    /// <summary>The form that all spellings of a name share.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item>Lower case; letters folded to their base (<c>Almodóvar</c> is <c>almodovar</c>), ligatures spelled out, wide forms made plain.</item>
    /// <item>Dots, commas and hyphens part words, as blanks do; single letters that then stand side by side are joined: <c>J. J. Abrams</c>,
    /// <c>J.J. Abrams</c> and <c>JJ Abrams</c> are one, and so are <c>Jean-Luc</c> and <c>Jean Luc</c>.</item>
    /// <item>Apostrophes and quotation marks are left out: <c>O'Brien</c> is <c>OBrien</c>. So are characters that nobody sees.</item>
    /// <item>All else stays, so that <c>Jr.</c> and <c>(II)</c> keep people apart, and names in other scripts survive.</item>
    /// </list>
    /// </remarks>
    /// <returns>Empty when nothing is left.</returns>
    public static string Normalise(ReadOnlySpan<char> name)
    {
        var words = new WordBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsBmp)
                Add(words, (char)rune.Value);
            else if (!IsUnseen(Rune.GetUnicodeCategory(rune)) && rune.Value is not (>= 0xE0100 and <= 0xE01EF))
                words.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return words.Finish();
    }

    private static void Add(WordBuilder words, char c)
    {
        if (c is >= FirstWide and <= LastWide)
            c = (char)(c - WideToPlain);
        switch (Place(c))
        {
            case CharPlace.Letter:
                var folded = LetterFolding.Fold(char.ToLowerInvariant(c));
                if (LetterFolding.Spelled(folded) is { } spelled)
                    words.Append(spelled);
                else
                    words.Append(folded);
                break;
            case CharPlace.Parting:
                words.Part();
                break;
            case CharPlace.Opening:
                words.Part();
                words.Append(c);
                break;
            case CharPlace.Closing:
                words.Close(c);
                break;
            default:
                break;
        }
    }

    private static CharPlace Place(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
            return CharPlace.Letter;
        return c switch
        {
            '(' or '[' => CharPlace.Opening,
            ')' or ']' => CharPlace.Closing,
            '.' or ',' or '-' or '\u2026' or '\u3002' or '\uFF61' or '\u3001' or '\u060C' => CharPlace.Parting,
            (>= '\u2010' and <= '\u2015') or '\u2212' or '\u30A0' or '\uFE58' or '\uFE63' or '\u05BE' => CharPlace.Parting, // hyphens
            '\u00B7' or '\u2022' or '\u2027' or '\u30FB' or '\uFF65' => CharPlace.Parting, // dots between the parts of a foreign name
            '\'' or '"' or '`' or '\u00B4' or (>= '\u2018' and <= '\u201F') or '\u2032' or '\u2033' => CharPlace.Unseen,
            '\u02B9' or '\u0374' or '\u02BB' or '\u02BC' or '\u02BD' or '\u02BE' or '\u02BF' or '\u00AB' or '\u00BB' => CharPlace.Unseen,
            '\u1FBD' or '\u1FBF' or '\u1FFE' or '\u0384' => CharPlace.Unseen, // Greek apostrophes
            '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or '\u034F' => CharPlace.Unseen, // fillers
            (>= '\u0300' and <= '\u036F') or (>= '\u1AB0' and <= '\u1AFF') or (>= '\u1DC0' and <= '\u1DFF') or (>= '\u20D0' and <= '\u20FF')
                or (>= '\uFE00' and <= '\uFE0F') or (>= '\uFE20' and <= '\uFE2F') => CharPlace.Unseen, // accents, variation selectors
            '\uFF9E' or '\uFF9F' => CharPlace.Letter,
            _ when char.IsWhiteSpace(c) => CharPlace.Parting,
            _ => IsUnseen(char.GetUnicodeCategory(c)) ? CharPlace.Unseen : CharPlace.Letter,
        };
    }

    private static bool IsUnseen(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format;

    private enum CharPlace
    {
        Letter,
        Parting,
        Opening,
        Closing,
        Unseen,
    }

    /// <summary>Words one blank apart; those of one letter that are neighbours become one.</summary>
    private sealed class WordBuilder(int capacity)
    {
        private readonly StringBuilder _text = new(capacity);
        private int _wordStart;
        private bool _lastIsInitials;
        private bool _named;

        public void Append(char c)
        {
            if (c is '\uFF9E' or '\uFF9F')
                c = (char)(c - '\uFF9E' + '\u3099');
            if (_text.Length > _wordStart && LetterFolding.Compose(_text[^1], c) is var both && both != '\0')
            {
                _text[^1] = both;
            }
            else if (c is not ('\u3099' or '\u309A'))
            {
                _named |= char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c > '\u007F';
                _text.Append(c);
            }
        }

        public void Append(string text)
        {
            foreach (var c in text)
                Append(c);
        }

        /// <summary>Ends a word with a closing bracket, also one that stands a blank after it.</summary>
        public void Close(char bracket)
        {
            if (_text.Length == _wordStart && _wordStart > 0)
            {
                _text.Length--;
                _wordStart--;
            }

            _text.Append(bracket);
            Part();
        }

        public void Part()
        {
            if (_text.Length == _wordStart || _text[^1] is '(' or '[')
                return;
            var initial = _text.Length == _wordStart + 1 && IsInitial(_text[_wordStart]);
            if (initial && _lastIsInitials)
                _text.Remove(_wordStart - 1, 1);
            _lastIsInitials = initial;
            _text.Append(' ');
            _wordStart = _text.Length;
        }

        public string Finish()
        {
            Part();
            return _named ? _text.ToString().TrimEnd(' ') : "";
        }

        // Letters of a Korean syllable would compose once they are neighbours.
        private static bool IsInitial(char c) => char.IsLetter(c) && c is not (>= '\u1100' and <= '\u11FF');
    }
}
