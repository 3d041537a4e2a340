namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>A search for words in titles, paths and ids of all clips: every word must occur, whatever its case and marks.</summary>
internal sealed class TextSearch
{
    private readonly PackedText _text;
    private readonly byte[][] _words;

    private TextSearch(PackedText text, byte[][] words) => (_text, _words) = (text, words);

    /// <summary>A search for the words of a question.</summary>
    public static TextSearch Of(ClipTable clips, string question) => new(clips.Folded, FoldedText.Words(question));

    /// <summary>Whether a row has all words.</summary>
    public bool Finds(int row) => Finds(_text.Of(row), 0);

    /// <summary>All rows that have them, as flags. The longest word is looked for in the text of all clips at once.</summary>
    public bool[] Rows(int rows)
    {
        var found = new bool[rows];
        if (_words.Length == 0)
        {
            Array.Fill(found, value: true);
            return found;
        }

        var all = _text.Bytes;
        for (var at = all.IndexOf(_words[0]); at >= 0;)
        {
            var row = _text.RowAt(at);
            found[row] = Finds(_text.Of(row), 1);
            var next = _text.StartOf(row) + _text.Of(row).Length;
            var more = all[next..].IndexOf(_words[0]);
            at = more < 0 ? -1 : next + more;
        }

        return found;
    }

    private bool Finds(ReadOnlySpan<byte> text, int from)
    {
        for (var word = from; word < _words.Length; word++)
        {
            if (text.IndexOf(_words[word]) < 0)
                return false;
        }

        return true;
    }
}
