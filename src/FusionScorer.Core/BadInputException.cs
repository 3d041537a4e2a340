namespace FusionScorer.Core;

/// <summary>Input that a person must mend: a bad file, setting or argument. Shown as one line, without a stack trace; exit code 2.</summary>
/// <remarks>The message says what is wrong, where (<c>file:line</c> when there is one) and how to mend it.</remarks>
public sealed class BadInputException : Exception
{
    /// <summary>A fault without a place.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    public BadInputException(string message)
        : base(message)
    {
    }

    /// <summary>A fault at a place in a file.</summary>
    /// <param name="file">The file's name as the user gave it.</param>
    /// <param name="line">Line, from 1; 0 when the whole file is meant.</param>
    /// <param name="message">What is wrong and how to mend it.</param>
    public BadInputException(string file, long line, string message)
        : base(line > 0 ? $"{file}:{line}: {message}" : $"{file}: {message}")
    {
    }
}
