using System.Text;
using FusionScorer.Core;
using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

public sealed class ModelManifestTests
{
    private const string Good = """
        {
          "version": 1,
          "models": [
            {
              "name": "some.en",
              "kind": "speech",
              "source": { "url": "https://models.invalid/some.bin" },
              "file": "some.bin",
              "size": 5,
              "sha1": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
              "sha256": null,
              "licence": "MIT",
              "settings": { "language": "en", "audio_ctx": 0, "timestamps": true, "max_text_ctx": 0 }
            }
          ]
        }
        """;

    [Fact]
    public void Parse_GoodManifest_GivesItsModel()
    {
        var entry = Assert.Single(Parse(Good).Entries);

        Assert.Equal(
            new ModelEntry
            {
                Name = "some.en",
                Kind = ModelKind.Speech,
                Source = new UrlSource(new Uri("https://models.invalid/some.bin")),
                File = "some.bin",
                Size = 5,
                Sha1 = new string('a', 40),
                Licence = "MIT",
                Speech = new SpeechSettings("en", AudioContext: 0, Timestamps: true, MaxTextContext: 0),
            },
            entry);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "m.json:2: 'version' must be a whole number from 1 to 1")]
    [InlineData("\"some.en\"", "\"../some\"", "m.json:5: a name must start with")]
    [InlineData("\"some.bin\"", "\"a/b.bin\"", "m.json:8: a file name must start with")]
    [InlineData("\"speech\"", "\"smell\"", "m.json:6: unknown kind 'smell'; known: speech, nudity, voice-activity")]
    [InlineData("\"speech\"", "\"nudity\"", "m.json:13: only speech models have 'settings'")]
    [InlineData("https:", "http:", "m.json:7: 'url' must be an absolute https address")]
    [InlineData("\"url\": \"https://models.invalid/some.bin\"", "", "m.json:7: 'source' needs one of 'url', 'package' or 'repository'")]
    [InlineData("\"url\": \"https://models.invalid/some.bin\"", "\"repository\": \"../x\"", "m.json:7: a path must be relative")]
    [InlineData("\"url\": \"https://models.invalid/some.bin\"", "\"package\": \"p\", \"version\": \"1\", \"file\": \"/etc/x\"", "m.json:7: a path must be relative")]
    [InlineData("\"url\": ", "\"package\": \"p\", \"url\": ", "m.json:7: unknown key 'package' in 'source'; known: url")]
    [InlineData("\"size\": 5", "\"size\": 0", "m.json:9: 'size' must be a whole number from 1 to")]
    [InlineData("\"size\": 5", "\"size\": null", "m.json:4: model 'some.en' needs a size and a sum")]
    [InlineData("\"sha1\": \"a", "\"sha1\": \"", "m.json:10: a sum must be 40 hexadecimal digits in lower case")]
    [InlineData("\"sha1\": \"a", "\"sha1\": \"A", "m.json:10: a sum must be 40 hexadecimal digits in lower case")]
    [InlineData("\"sha256\": null", "\"sha256\": 7", "m.json:11: 'sha256' must be a text in quotes")]
    [InlineData("\"licence\": \"MIT\"", "\"licence\": \"\"", "m.json:12: 'licence' must be a text in quotes, not empty")]
    [InlineData("\"licence\"", "\"license\"", "m.json:12: unknown key 'license' in an item of 'models'")]
    [InlineData("\"licence\"", "\"file\"", "m.json:12: key 'file' stands twice in an item of 'models'")]
    [InlineData("\"language\": \"en\"", "\"language\": \"english\"", "m.json:13: 'language' must be an ISO 639-1 code or auto")]
    [InlineData("\"timestamps\": true", "\"timestamps\": 1", "m.json:13: 'timestamps' must be true or false")]
    [InlineData("\"audio_ctx\": 0, ", "", "m.json:13: 'settings' lacks 'audio_ctx'")]
    [InlineData("    }\n  ]", "    },\n  ]", "m.json:15: not valid JSON: ")]
    public void Parse_FaultyManifest_NamesThePlace(string part, string instead, string message)
    {
        var text = Good.Replace("\r\n", "\n", StringComparison.Ordinal);
        Assert.Contains(part, text, StringComparison.Ordinal);

        var fault = Assert.Throws<BadInputException>(() => Parse(text.Replace(part, instead, StringComparison.Ordinal)));

        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"version\": 1, \"models\": []}")]
    [InlineData("{\"version\": 1, \"models\": {}}")]
    [InlineData("\u0000\u00ff")]
    public void Parse_NoManifest_Throws(string text) => Assert.Throws<BadInputException>(() => Parse(text));

    [Theory]
    [InlineData("other.en", "some.bin", "the file 'some.bin' belongs to a model above")]
    [InlineData("other.en", "SOME.bin", "the file 'SOME.bin' belongs to a model above")]
    [InlineData("some.en", "other.bin", "the name 'some.en' is taken by a model above")]
    public void Parse_TwoModelsShareANameOrFile_Throws(string name, string file, string message)
    {
        var from = Good.IndexOf("    {", StringComparison.Ordinal);
        var item = Good[from..(Good.IndexOf("    }", StringComparison.Ordinal) + 5)];
        var second = item.Replace("some.en", name, StringComparison.Ordinal).Replace("\"some.bin\"", $"\"{file}\"", StringComparison.Ordinal);

        var fault = Assert.Throws<BadInputException>(() => Parse(Good.Replace(item, item + ",\n" + second, StringComparison.Ordinal)));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoSuchFile_Throws() => Assert.Throws<BadInputException>(() => ModelManifest.Read(Path.Combine(Path.GetTempPath(), "no", "manifest.json")));

    [Fact]
    public void Shipped_DefaultModels_AreThereAndOfTheirKind()
    {
        var manifest = ModelManifest.Shipped();

        Assert.Equal(ModelKind.Speech, manifest.Get(ModelNames.DefaultSpeech).Kind);
        Assert.Equal(ModelKind.Nudity, manifest.Get(ModelNames.DefaultNudity).Kind);
        Assert.Equal(ModelKind.VoiceActivity, manifest.Get(ModelNames.VoiceActivity).Kind);
        Assert.DoesNotContain(manifest.Entries, entry => entry.Fixture && entry.Name is ModelNames.DefaultSpeech or ModelNames.DefaultNudity);
    }

    [Fact]
    public void Shipped_PublishedSpeechModels_HaveSumsAndTheFileNamesThatTheirAddressesEndIn()
    {
        var published = ModelManifest.Shipped().Entries.Where(entry => entry.Source is UrlSource).ToList();

        Assert.Equal(15, published.Count);
        Assert.Equal(published.Count, published.Select(entry => entry.Sha1).Distinct().Count());
        Assert.All(published, entry =>
        {
            Assert.NotNull(entry.Sha1);
            Assert.Equal(entry.File, ((UrlSource)entry.Source).Url.Segments[^1]);
            Assert.Equal(entry.Name.Contains(".en", StringComparison.Ordinal) ? "en" : "auto", entry.Speech!.Language);
        });
    }

    private static ModelManifest Parse(string text) => ModelManifest.Parse(Encoding.UTF8.GetBytes(text), "m.json");
}
