namespace FusionScorer.Pipeline.Projects;

/// <summary>What belongs to the user of this machine and must not travel with a copied project: keys.</summary>
public static class UserData
{
    private const string IdSetting = "project-id";

    /// <summary>The id that a project was given once.</summary>
    public static string ProjectId(Project project)
    {
        var id = project.Store.Settings.Get(IdSetting);
        if (id is null)
            project.Store.Settings.Set(IdSetting, id = Ids.New(project.Clock));
        return id;
    }

    /// <summary>A folder of the user's own data; not made.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="name">What for.</param>
    public static string Folder(Func<string, string?> environment, string name)
    {
        var home = environment("XDG_DATA_HOME") is { Length: > 0 } data
            ? data
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        return Path.Combine(home, "fusionscorer", name);
    }
}
