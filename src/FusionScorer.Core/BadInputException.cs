namespace FusionScorer.Core;

/// <summary>Input that a person must mend: a bad file, setting or argument. Shown as one line, without a stack trace; exit code 2.</summary>
/// <remarks>The message says what is wrong, where (<c>file:line</c> when there is one) and how to mend it; control characters become blanks.</remarks>
public sealed class BadInputException : Exception
{
    private const int MaxLength = 1500;

    /// <summary>A fault without a place.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    public BadInputException(string message)
        : base(OneLine(message))
    {
    }

    /// <summary>A fault at a place in a file.</summary>
    /// <param name="file">The file's name as the user gave it.</param>
    /// <param name="line">Line, from 1; 0 when the whole file is meant.</param>
    /// <param name="message">What is wrong and how to mend it.</param>
    public BadInputException(string file, long line, string message)
        : base(OneLine(line > 0 ? $"{file}:{line}: {message}" : $"{file}: {message}"))
    {
    }

    // Messages quote hostile names and values; here none can break the line, whoever wrote the message.
    private static string OneLine(string message)
    {
        var cut = message.Length <= MaxLength ? message : string.Concat(message.AsSpan(0, MaxLength), "…");
        return cut.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && cut.AsSpan().IndexOfAnyInRange('\u007F', '\u009F') < 0 && cut.AsSpan().IndexOfAny('\u2028', '\u2029') < 0
            ? cut
            : string.Create(cut.Length, cut, static (line, text) =>
            {
                for (var i = 0; i < line.Length; i++)
                    line[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? ' ' : text[i];
            });
    }
}
