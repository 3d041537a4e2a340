using FusionScorer.Core;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>Where models lie on this machine: the folder that <c>FUSION_MODELS</c> names, then <c>$XDG_CACHE_HOME/fusionscorer/models</c>, then this repository.</summary>
/// <param name="manifest">The models that exist.</param>
/// <param name="folders">Stores in the order in which they are searched, at least one; need not exist.</param>
/// <param name="repository">The repository's <c>models</c> folder; null when there is none.</param>
/// <param name="clock">Where times come from.</param>
/// <param name="trusted">Models outside the manifest that the user trusts; null for none.</param>
public sealed class ModelStore(ModelManifest manifest, IReadOnlyList<string> folders, string? repository, TimeProvider clock, TrustedModels? trusted = null)
{
    /// <summary>The models that exist.</summary>
    public ModelManifest Manifest { get; } = manifest;

    /// <summary>The folder that takes what is pulled.</summary>
    public string Folder { get; } = Path.GetFullPath(folders[0]);

    internal TimeProvider Clock { get; } = clock;

    /// <summary>This machine's store, with the manifest that the program was built with.</summary>
    public static ModelStore Open(Func<string, string?> environment, TimeProvider clock) =>
        new(ModelManifest.Shipped(), ModelFolders.Stores(environment), ModelFolders.Repository(AppContext.BaseDirectory), clock, new TrustedModels(environment));

    /// <summary>The file of a model; null when it is nowhere.</summary>
    /// <exception cref="BadInputException">No model has that name.</exception>
    public string? Find(string name) => Find(Manifest.Get(name));

    /// <summary>Where a model is put when it is pulled, or by hand.</summary>
    public string TargetOf(ModelEntry entry) => Path.Combine(Folder, entry.File);

    /// <summary>Whether a model is there, without reading its file.</summary>
    /// <exception cref="BadInputException">No model has that name.</exception>
    public ModelState StateOf(string name)
    {
        var entry = Manifest.Get(name);
        return Find(entry) is { } path ? StateOf(entry, new FileInfo(path)) : ModelState.Missing;
    }

    /// <summary>Every model of the manifest, in its order.</summary>
    public IReadOnlyList<ModelRow> Rows() => [.. Manifest.Entries.Select(entry =>
    {
        var file = Find(entry) is { } path ? new FileInfo(path) : null;
        var state = file is null ? ModelState.Missing : StateOf(entry, file);
        var mend = state is ModelState.Present or ModelState.InRepository ? "" : Mend(entry);
        return new ModelRow(entry.Name, entry.Kind, file?.Length ?? entry.Size, entry.Licence, state, file?.FullName ?? TargetOf(entry), mend, entry.Fixture);
    })];

    /// <summary>Finds a model and makes sure of its content, by its sums, each time: size and time of a file can be kept while its bytes change.</summary>
    /// <param name="name">A model of the manifest, or the path of a model file of one's own.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null when it is nowhere.</returns>
    /// <exception cref="BadInputException">No model has that name, its file is damaged, or nothing vouches for it.</exception>
    public async Task<ReadyModel?> ReadyAsync(string name, CancellationToken cancellation)
    {
        if (IsPath(name))
            return await OwnAsync(Path.GetFullPath(name), cancellation).ConfigureAwait(false);
        var entry = Manifest.Get(name);
        if (Find(entry) is not { } path)
            return null;
        var (sha256, fault) = await CheckAsync(entry, path, onBytes: null, cancellation).ConfigureAwait(false);
        if (fault is not null)
            throw new BadInputException(path, 0, $"model '{name}' is damaged: {fault}; run: {Mend(entry)}");
        return entry.Sha256 is not null || entry.Sha1 is not null || trusted?.Has(sha256) == true
            ? new ReadyModel(entry, path, sha256)
            : throw Unknown(path, sha256);
    }

    /// <summary>Whether a setting names a file rather than a model of the manifest.</summary>
    internal static bool IsPath(string name) => name.AsSpan().IndexOfAny('/', '\\') >= 0;

    // Known sums vouch for a file wherever it lies; anything else needs a person's yes.
    private async Task<ReadyModel> OwnAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new BadInputException(path, 0, "there is no such model file; correct speech.model in fusion.yaml, or name a model of: fusion models list");
        ModelHashes hashes;
        try
        {
            hashes = await ModelHashes.OfAsync(path, onBytes: null, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, 0, $"the model file cannot be read ({fault.Message.ReplaceLineEndings(" ")}); check its permissions");
        }

        if (Manifest.Entries.FirstOrDefault(entry => entry.Kind == ModelKind.Speech && (entry.Sha256 ?? entry.Sha1) is not null && hashes.Fault(entry, firstSha256: null) is null) is { } known)
            return new ReadyModel(known, path, hashes.Sha256);
        if (trusted?.Has(hashes.Sha256) != true)
            throw Unknown(path, hashes.Sha256);
        var own = new ModelEntry
        {
            Name = Path.GetFileName(path), Kind = ModelKind.Speech, Source = new RepositorySource(path), File = Path.GetFileName(path), Size = hashes.Size, Sha256 = hashes.Sha256, Licence = "unknown",
        };
        return new ReadyModel(own, path, hashes.Sha256);
    }

    private static BadInputException Unknown(string path, string sha256) => new(
        path, 0, $"nobody vouches for this model file (SHA-256 {sha256}): it is not in the manifest; if you trust where it comes from, run: fusion models trust {path}");

    /// <summary>A model that was found good and has not changed since; null when that is not known.</summary>
    internal ReadyModel? Checked(ModelEntry entry) =>
        Find(entry) is { } path && VerifiedModels.Of(FolderOf(path), entry.Name) is { Good: true, Sha256: { } sha256 } record && record.IsOf(new FileInfo(path))
            ? new ReadyModel(entry, path, sha256)
            : null;

    /// <summary>The command that brings a model.</summary>
    internal static string Mend(ModelEntry entry) => entry.Source switch
    {
        PackageSource => "fusion setup",
        RepositorySource repository => $"git checkout -- models/{repository.File}",
        _ => $"fusion models pull {entry.Name}",
    };

    /// <summary>Reads a model's file, compares it with all that is known of it, and records what was found.</summary>
    internal async Task<(string Sha256, string? Fault)> CheckAsync(ModelEntry entry, string path, Action<long>? onBytes, CancellationToken cancellation)
    {
        var folder = FolderOf(path);
        var file = new FileInfo(path);
        ModelHashes hashes;
        try
        {
            hashes = await ModelHashes.OfAsync(path, onBytes, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, 0, $"model '{entry.Name}' cannot be read ({fault.Message.ReplaceLineEndings(" ")}); check its permissions and the disk");
        }

        // What is converted here may be converted anew; only a file that claims to be unchanged must equal the one before.
        var record = VerifiedModels.Of(folder, entry.Name);
        var first = entry.Source is PackageSource { Converted: true } && record?.IsOf(file) != true ? null : record?.Sha256;
        var problem = hashes.Fault(entry, first);
        if (!IsRepository(path))
            await VerifiedModels.RecordAsync(folder, entry.Name, file, problem is null ? hashes.Sha256 : null, problem is null, Clock, cancellation).ConfigureAwait(false);
        return (hashes.Sha256, problem);
    }

    private string? Find(ModelEntry entry) => Candidates(entry).FirstOrDefault(File.Exists);

    private IEnumerable<string> Candidates(ModelEntry entry)
    {
        foreach (var folder in folders)
            yield return Path.Combine(Path.GetFullPath(folder), entry.File);
        if (repository is not null && entry.Source is RepositorySource source)
            yield return Path.Combine([Path.GetFullPath(repository), .. source.File.Split('/')]);
    }

    private ModelState StateOf(ModelEntry entry, FileInfo file)
    {
        if (entry.Size is { } size && size != file.Length)
            return ModelState.Damaged;
        if (IsRepository(file.FullName))
            return ModelState.InRepository;
        return VerifiedModels.Of(FolderOf(file.FullName), entry.Name) is { Good: false } record && record.IsOf(file) ? ModelState.Damaged : ModelState.Present;
    }

    private bool IsRepository(string path) =>
        repository is not null && path.StartsWith(Path.GetFullPath(repository) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string FolderOf(string path) => Path.GetDirectoryName(path)!;
}
