using System.Text;

namespace FusionScorer.Library.Policies;

/// <summary>The policy that a new project starts with: a policy owner's judgement in round numbers, from the public meaning of the levels.</summary>
public static class DefaultPolicy
{
    private const string Resource = "default-policy.yaml";

    /// <summary>The text with its comments, as <c>fusion init</c> writes it under <c>policy:</c>.</summary>
    public static string Text { get; } = Load();

    /// <summary>The policy.</summary>
    public static Policy Policy { get; } = PolicyReader.Parse(Resource, Text);

    private static string Load()
    {
        using var stream = typeof(DefaultPolicy).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the assembly lacks its resource {Resource}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
