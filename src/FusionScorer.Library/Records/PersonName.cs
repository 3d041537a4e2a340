using System.Text;

namespace FusionScorer.Library.Records;

/// <summary>When two spellings name the same person.</summary>
public static class PersonName
{
    /// <summary>
    /// The form under which people are numbered: lower case, dots left out, blanks at the ends left out and others turned into single spaces.
    /// <c>J.J. Abrams</c> and <c> jj  abrams</c> are one person.
    /// </summary>
    /// <returns>Empty when the name has nothing but dots and blanks.</returns>
    public static string Normalise(ReadOnlySpan<char> name)
    {
        var result = new StringBuilder(name.Length);
        var blank = false;
        foreach (var c in name)
        {
            if (char.IsWhiteSpace(c))
            {
                blank = result.Length > 0;
            }
            else if (c != '.')
            {
                if (blank)
                    result.Append(' ');
                blank = false;
                result.Append(char.ToLowerInvariant(c));
            }
        }

        return result.ToString();
    }
}
