using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Web;

/// <summary>The review app of one project.</summary>
public static class ReviewHost
{
    /// <summary>Builds the app; the caller starts and stops it.</summary>
    /// <param name="project">The project; the app does not dispose it.</param>
    /// <param name="options">Where it listens.</param>
    public static WebApplication Build(Project project, ReviewOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(project).AddSingleton(project.Clock).AddSingleton(options);
        return builder.Build();
    }
}

/// <summary>Where and how the review app runs.</summary>
public sealed record ReviewOptions
{
    /// <summary>Port that is asked for when none is named.</summary>
    public const int UsualPort = 5080;

    /// <summary>Address to listen on.</summary>
    public string Bind { get; init; } = "127.0.0.1";

    /// <summary>Port; 0 for any free one.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }
}
