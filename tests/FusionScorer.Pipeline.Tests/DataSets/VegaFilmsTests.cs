using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using FusionScorer.Core;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Scanning;
using FusionScorer.Pipeline.DataSets;
using FusionScorer.Pipeline.Simulating;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.DataSets;

public sealed class VegaFilmsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Write_MendsTheKnownDefects_AndKeepsWhatIsStated()
    {
        var json = $$"""
            [
              {"Title": 1776, "Release Date": "Nov 17 2033", "MPAA Rating": "G", "Running Time min": 141, "Major Genre": "Musical", "Creative Type": "Dramatization", "Director": "Peter \"P\" Hunt, Jr.", "IMDB Rating": 7.0},
              {"Title": null, "Release Date": "Jun 12 1998", "MPAA Rating": "Not Rated", "Major Genre": "Romantic Comedy", "Creative Type": null, "Production Budget": 250000},
              {{string.Join(',', Enumerable.Repeat("""{"Title": "Many", "Release Date": "Jan 01 2005", "MPAA Rating": "PG-13", "Major Genre": "Thriller/Suspense", "Creative Type": "Super Hero"}""", 10))}}
            ]
            """;

        var (films, known) = VegaFilms.Write(Encoding.UTF8.GetBytes(json), _folder.At("films"));

        Assert.Equal((12, 11), (films, known));
        var read = TabularDataSet.Read(_folder.At("films"), new ViewerHash(new byte[32]), _folder.At("films", "truth.csv"), Taxonomy.Mpaa);
        Assert.Equal(("1776", 1933), (read.Clips[0].Metadata.Title, read.Clips[0].Metadata.Year));
        Assert.Equal(["Romance", "Comedy"], read.Clips[1].Metadata.Genres.AsEnumerable());
        Assert.Equal(["Thriller", "Suspense"], read.Clips[2].Metadata.Genres.AsEnumerable());
        Assert.Equal([0, -1, 2], read.Truth![..3]);
        var first = read.Readings.Where(reading => reading.Clip == 0).SelectMany(reading => reading.Features).ToDictionary();

        // One film alone of a kind is no column of its own, but it is no super hero either.
        Assert.Equal(1, first["creative.other"]);
        Assert.Equal(0, first["creative.super-hero"]);
        Assert.DoesNotContain(read.Readings, reading => reading.Clip == 1 && reading.Signal == "creative");
    }

    [Fact]
    public void Write_IsADataSetThatSimulates()
    {
        var films = Enumerable.Range(0, 60).Select(at =>
            $$"""{"Title": "F{{at}}", "Release Date": "Jan 01 {{1990 + (at % 10)}}", "MPAA Rating": "{{(at % 2 == 0 ? "R" : "PG")}}", "Major Genre": "{{(at % 2 == 0 ? "Horror" : "Adventure")}}", "Creative Type": "{{(at % 2 == 0 ? "Contemporary Fiction" : "Kids Fiction")}}"}""");
        VegaFilms.Write(Encoding.UTF8.GetBytes($"[{string.Join(',', films)}]"), _folder.At("films"));

        var inputs = SimulationInputs.Read(_folder.At("films"), policyFile: null);

        Assert.Equal(60, inputs.Truth.Length);
        Assert.Empty(inputs.Warnings);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void Write_OtherContent_IsOneLine(string json)
    {
        var fault = Assert.Throws<BadInputException>(() => VegaFilms.Write(Encoding.UTF8.GetBytes(json), _folder.At("films")));

        Assert.Contains("is not the table of films", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Package_OfOtherContent_IsNotTaken()
    {
        var archive = Archive(("package/a.txt", "abc"u8.ToArray()), ("package/big.txt", new byte[100]));
        var package = new NpmPackage("@some/thing", "1.0.0", Convert.ToBase64String(SHA512.HashData(archive)), archive.Length);
        using var good = new HttpClient(new Canned(archive));
        using var bad = new HttpClient(new Canned([.. archive, 0]));
        using var gone = new HttpClient(new Canned(null));

        Assert.Equal("abc"u8.ToArray(), await package.ReadFileAsync(good, Registry, "a.txt", 10, onBytes: null, default));
        Assert.Contains("holds no big.txt", await FaultAsync(() => package.ReadFileAsync(good, Registry, "big.txt", 10, onBytes: null, default)), StringComparison.Ordinal);
        Assert.Contains("another file than the published", await FaultAsync(() => package.ReadFileAsync(bad, Registry, "a.txt", 10, onBytes: null, default)), StringComparison.Ordinal);
        Assert.Contains("https://npm.example/x/@some/thing/-/thing-1.0.0.tgz answered 404", await FaultAsync(() => package.ReadFileAsync(gone, Registry, "a.txt", 10, onBytes: null, default)), StringComparison.Ordinal);
        Assert.Contains("must be an address", await FaultAsync(() => package.ReadFileAsync(good, _ => "file:///etc", "a.txt", 10, onBytes: null, default)), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string? Registry(string name) => name == NpmPackage.RegistryVariable ? "https://npm.example/x" : null;

    private static async Task<string> FaultAsync(Func<Task> act) => (await Assert.ThrowsAsync<BadInputException>(act)).Message;

    private static byte[] Archive(params ReadOnlySpan<(string Name, byte[] Content)> files)
    {
        using var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zipped, TarEntryFormat.Pax))
        {
            foreach (var (name, content) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return bytes.ToArray();
    }

    // The registry cannot be had in a test without a network; what it answers is the same.
    private sealed class Canned(byte[]? content) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            content is null ? new HttpResponseMessage(HttpStatusCode.NotFound) : new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) });
    }
}
