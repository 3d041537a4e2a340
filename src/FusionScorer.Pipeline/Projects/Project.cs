using System.Collections.Immutable;
using FusionScorer.Core;
using FusionScorer.Library;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Projects;

/// <summary>An open project: a folder with <c>fusion.yaml</c> and its catalogue.</summary>
public sealed class Project : IDisposable
{
    /// <summary>The project file's name.</summary>
    public const string FileName = "fusion.yaml";

    private Project(string folder, ProjectFile file, ImmutableArray<LibraryRoot> libraries, StoreLocation location, IStore store, PolicyRow row, Policy policy, TimeProvider clock)
    {
        Folder = folder;
        File = file;
        Libraries = libraries;
        Location = location;
        Store = store;
        PolicyRow = row;
        Policy = policy;
        Clock = clock;
    }

    /// <summary>Absolute path of the project folder.</summary>
    public string Folder { get; }

    /// <summary>The project file as it stands on disk.</summary>
    public ProjectFile File { get; private set; }

    /// <summary>Where the libraries of the project file lie on this machine.</summary>
    public ImmutableArray<LibraryRoot> Libraries { get; }

    /// <summary>Where the catalogue lies.</summary>
    public StoreLocation Location { get; }

    /// <summary>The catalogue.</summary>
    public IStore Store { get; }

    /// <summary>The active policy as stored.</summary>
    public PolicyRow PolicyRow { get; private set; }

    /// <summary>The active policy.</summary>
    public Policy Policy { get; private set; }

    /// <summary>Where times come from.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Path of the project file.</summary>
    public string FilePath => Path.Combine(Folder, FileName);

    /// <summary>Path of a file that can be made again at any time.</summary>
    public string CachePath(string name) => Path.Combine(Folder, "cache", name);

    /// <summary>Makes a project and activates its first policy.</summary>
    /// <param name="file">What its file is to say.</param>
    /// <param name="folder">The folder; made if absent.</param>
    /// <param name="author">Who makes it.</param>
    /// <param name="clock">Where times come from.</param>
    /// <param name="environment">Reads a variable; null for those of this process.</param>
    /// <exception cref="BadInputException">The folder holds a project file already, or a library is not a folder.</exception>
    public static Project Create(ProjectFile file, string folder, string author, TimeProvider clock, Func<string, string?>? environment = null)
    {
        folder = Path.GetFullPath(folder);
        var path = Path.Combine(folder, FileName);
        if (System.IO.File.Exists(path))
            throw new BadInputException($"{path} exists already; choose another folder, or edit that file");
        foreach (var library in file.Libraries.Where(library => !Directory.Exists(library.Path)))
            throw new BadInputException($"library '{library.Name}': {library.Path} is not a folder; write --library NAME=FOLDER");

        Directory.CreateDirectory(folder);
        ProjectFileWriter.Write(path, file);
        return Open(folder, clock, author, environment, create: true);
    }

    /// <summary>Makes the catalogue of a project file that has none: the database was lost, or the file was written by hand.</summary>
    /// <exception cref="BadInputException">It has one, no project is there, or its file is faulty.</exception>
    public static Project CreateStore(string folder, TimeProvider clock, string author, Func<string, string?> environment)
    {
        folder = Path.GetFullPath(folder);
        var path = Path.Combine(folder, FileName);
        var location = StoreLocation.Of(folder, ProjectFileReader.Read(path), environment);
        if (location.Exists())
            throw new BadInputException($"{path} exists already, with its catalogue; choose another folder, or edit that file");
        return Open(folder, clock, author, environment, create: true);
    }

    /// <summary>Opens the project in a folder.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="clock">Where times come from.</param>
    /// <param name="author">Who stands for the first policy where none is stored yet.</param>
    /// <param name="environment">Reads a variable; null for those of this process.</param>
    /// <param name="create">Whether an empty catalogue is made where there is none; else that is an error, since the work of people was lost.</param>
    /// <exception cref="BadInputException">No project there, its catalogue is gone, or its file is faulty.</exception>
    public static Project Open(string folder, TimeProvider clock, string author = "fusion", Func<string, string?>? environment = null, bool create = false)
    {
        folder = Path.GetFullPath(folder);
        var path = Path.Combine(folder, FileName);
        if (!System.IO.File.Exists(path) && IsClosed(folder))
            throw new BadInputException(folder, 0, "the project's folder may not be read: allow reading and writing of it and what it holds");
        if (!System.IO.File.Exists(path))
            throw new BadInputException($"no {FileName} in {folder}; make a project with: fusion init DIR --library NAME=FOLDER");
        environment ??= Environment.GetEnvironmentVariable;
        var file = ProjectFileReader.Read(path);
        var location = StoreLocation.Of(folder, file, environment);
        var libraries = LibraryMap.Apply(file.Libraries, environment(LibraryMap.Variable), folder);
        var store = location.Open(create, clock);
        try
        {
            var active = store.Policies.Active();
            if (active is null)
            {
                var text = PolicyText.Of(file.Policy);
                active = new PolicyRow(PolicyText.HashOf(text), Parent: null, author, "the project's first policy", text, clock.GetUtcNow());
                store.Policies.Activate(active);
            }

            return new Project(folder, file, libraries, location, store, active, PolicyReader.Parse($"policy {active.Hash[..8]}", active.Text), clock);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Finds the nearest project folder at or above a folder.</summary>
    /// <exception cref="BadInputException">None.</exception>
    public static string Find(string from)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(from)); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, FileName)))
                return folder.FullName;
        }

        throw new BadInputException(
            $"no {FileName} in {Path.GetFullPath(from)} or above; name a project with --project DIR, or make one with: fusion init DIR --library NAME=FOLDER");
    }

    /// <summary>Refuses to go on when the project file states another policy than the active one.</summary>
    /// <exception cref="BadInputException">They differ.</exception>
    public void RequirePolicyInStep()
    {
        if (PolicyText.Hash(File.Policy) != PolicyRow.Hash)
        {
            throw new BadInputException(
                FilePath, 0, $"its policy is not the active one ({PolicyRow.Hash[..8]}); see `fusion policy diff`, then `fusion policy apply` to activate the file's, or `fusion policy export --write` to restore the active one");
        }
    }

    /// <summary>Saves a policy and makes it the active one.</summary>
    /// <returns>The stored row; the present one when nothing changed.</returns>
    public PolicyRow Activate(Policy policy, string author, string note)
    {
        var text = PolicyText.Of(policy);
        var hash = PolicyText.HashOf(text);
        if (hash == PolicyRow.Hash)
            return PolicyRow;
        PolicyRow = new PolicyRow(hash, PolicyRow.Hash, author, note, text, Clock.GetUtcNow());
        Store.Policies.Activate(PolicyRow);
        Policy = policy;
        return PolicyRow;
    }

    /// <summary>Reads the active policy again, which another process may have changed.</summary>
    /// <returns>Whether it is another one now.</returns>
    public bool Refresh()
    {
        if (Store.Policies.Active() is not { } active || active.Hash == PolicyRow.Hash)
            return false;
        Policy = PolicyReader.Parse($"policy {active.Hash[..8]}", active.Text);
        PolicyRow = active;
        return true;
    }

    /// <summary>Writes a policy into the project file, in place of the one there.</summary>
    public void WriteFile(Policy policy)
    {
        File = File with { Policy = policy };
        ProjectFileWriter.Write(FilePath, File);
    }

    /// <summary>The library root of a name; null when the project file no longer has it.</summary>
    public LibraryRoot? Root(string? name) => Libraries.FirstOrDefault(root => root.Name == name);

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();

    /// <summary>Whether a folder is there but must not be looked into.</summary>
    internal static bool IsClosed(string folder)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder).Any();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
