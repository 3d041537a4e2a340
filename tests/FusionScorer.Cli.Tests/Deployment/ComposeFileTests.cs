using System.Text.RegularExpressions;
using FusionScorer.TestKit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FusionScorer.Cli.Tests.Deployment;

/// <summary>What the compose file keeps shut. No container engine runs it here.</summary>
public sealed partial class ComposeFileTests
{
    private static readonly string[] Own = ["web", "worker", "tools"];

    private static YamlMappingNode Services { get; } = (YamlMappingNode)Root()["services"];

    [Fact]
    public void Ports_OnlyTheReviewAppOnLoopback()
    {
        var published = Services.Children.Where(service => ((YamlMappingNode)service.Value).Children.ContainsKey("ports")).ToArray();

        var web = Assert.Single(published);
        Assert.Equal("web", web.Key.ToString());
        Assert.Equal("127.0.0.1:5080:5080", Assert.Single((YamlSequenceNode)((YamlMappingNode)web.Value)["ports"]).ToString());
    }

    [Fact]
    public void Services_OfTheProgram_AreLockedDownAndReadTheLibraryOnly()
    {
        foreach (var name in Own)
        {
            Assert.Equal("true", Value(name, "read_only").ToString());
            Assert.Equal("ALL", Assert.Single((YamlSequenceNode)Value(name, "cap_drop")).ToString());
            Assert.EndsWith(":/media/library:ro", Assert.Single((YamlSequenceNode)Value(name, "volumes"), volume => volume.ToString().Contains("/media", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Servers_AreReachedOnAnInternalNetworkAndAskedForTheirHealth()
    {
        Assert.Equal("true", Root()["networks"]["data"]["internal"].ToString());
        foreach (var name in (string[])["postgres", "rabbitmq", "worker", "tools"])
            Assert.Equal(["data"], ((YamlSequenceNode)Value(name, "networks")).Select(network => network.ToString()));
        foreach (var name in (string[])["postgres", "rabbitmq", "web"])
            Assert.NotEmpty((YamlSequenceNode)Value(name, "healthcheck")["test"]);
    }

    [Fact]
    public void Files_ThatItMounts_AreThere()
    {
        var mounted = Services.Children.Keys.SelectMany(name => Find(name.ToString(), "volumes") as YamlSequenceNode ?? []).Select(volume => volume.ToString().Split(':')[0])
            .Where(path => path.StartsWith("./", StringComparison.Ordinal) && path != "./project").ToArray();

        Assert.NotEmpty(mounted);
        Assert.All(mounted, path => Assert.True(File.Exists(Repository.At("deploy", path[2..])), path));
    }

    [Fact]
    public void Secrets_AreNoneInTheFile()
    {
        var stated = Secret().Matches(File.ReadAllText(Repository.At("deploy", "compose.yaml"))).Select(match => match.Groups["value"].Value).ToArray();

        Assert.NotEmpty(stated);
        Assert.All(stated, value => Assert.Matches(@"^(\$\{|/run/secrets/)", value));
    }

    private static YamlNode Value(string service, string key) => Find(service, key) ?? throw new InvalidOperationException($"{service} has no {key}");

    // A service's own, or what it merges in.
    private static YamlNode? Find(string service, string key)
    {
        var own = (YamlMappingNode)Services[service];
        return own.Children.TryGetValue(key, out var value) ? value
            : own.Children.TryGetValue("<<", out var common) && ((YamlMappingNode)common).Children.TryGetValue(key, out value) ? value : null;
    }

    private static YamlMappingNode Root()
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(Repository.At("deploy", "compose.yaml"));
        yaml.Load(new Parser(text));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    [GeneratedRegex(@"^\s+\w*PASS(WORD|FILE)?(_FILE)?: (?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Secret();
}
