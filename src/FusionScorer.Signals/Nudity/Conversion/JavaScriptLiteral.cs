using System.Text;
using System.Text.Json;

namespace FusionScorer.Signals.Nudity.Conversion;

/// <summary>Reads an object as a JavaScript minifier writes it: keys without quotation marks, <c>!0</c> and <c>!1</c>, numbers such as <c>-.5</c>.</summary>
internal static class JavaScriptLiteral
{
    /// <summary>The object that begins at a place in a script.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static JsonDocument Parse(ReadOnlySpan<char> script)
    {
        var json = new StringBuilder(script.Length + (script.Length / 4));
        var depth = 0;
        for (var i = 0; i < script.Length; i++)
        {
            var c = script[i];
            if (c == '"')
            {
                var end = EndOfText(script, i);
                json.Append(script[i..end]);
                i = end - 1;
            }
            else if (c == '!')
            {
                json.Append(script[++i] == '0' ? "true" : "false");
            }
            else if (char.IsAsciiLetter(c) || c is '_' or '$')
            {
                var word = script[i..];
                word = word[..EndOfWord(word)];
                i += word.Length - 1;
                json.Append(word is "null" ? "null" : $"\"{word}\"");
            }
            else if (char.IsAsciiDigit(c) || c is '-' or '.')
            {
                i += AppendNumber(json, script[i..]) - 1;
            }
            else
            {
                json.Append(c);
                depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
                if (depth == 0)
                    return Parse(json.ToString());
            }
        }

        throw new InvalidDataException("the object has no end");
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException("the object cannot be read: " + fault.Message, fault);
        }
    }

    private static int EndOfText(ReadOnlySpan<char> script, int start)
    {
        for (var i = start + 1; i < script.Length; i++)
        {
            if (script[i] == '\\')
                i++;
            else if (script[i] == '"')
                return i + 1;
        }

        throw new InvalidDataException("a text has no end");
    }

    private static int EndOfWord(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '$'))
            end++;
        return end;
    }

    // JSON wants a digit before the point. A key may be a number, which this model's are not.
    private static int AppendNumber(StringBuilder json, ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '+' or '-' or 'e' or 'E'))
            end++;
        var number = text[..end];
        if (number[0] == '-')
            json.Append('-');
        var digits = number.TrimStart('-');
        json.Append(digits.StartsWith(".") ? "0" : "").Append(digits);
        return end;
    }
}
