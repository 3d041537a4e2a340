using FusionScorer.Core;
using FusionScorer.Pipeline.Workers;

namespace FusionScorer.Pipeline.Tests.Workers;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("amqp://ann@mq.example.org/films", "amqp://ann@mq.example.org:5672/films", "films", false)]
    [InlineData("amqps://ann@mq.example.org", "amqps://ann@mq.example.org:5671", "/", true)]
    [InlineData("amqp://mq:99/", "amqp://guest@mq:99", "/", false)]
    [InlineData("amqp://a%40b@mq/a%2Fb", "amqp://a@b@mq:5672/a%2Fb", "a/b", false)]
    public void Of_AnAddress_IsRead(string text, string shown, string space, bool secure)
    {
        var address = BrokerAddress.Of(text, _ => null)!;

        Assert.Equal((shown, space, secure), (address.ToString(), address.Space, address.Secure));
        Assert.Equal((secure, secure), (address.Factory("test").Ssl.Enabled, address.Factory("test").Ssl.AcceptablePolicyErrors == System.Net.Security.SslPolicyErrors.None && secure));
    }

    [Fact]
    public void Of_TheEnvironment_MayHoldThePassword_WhichIsNeverShown()
    {
        var address = BrokerAddress.Of(null, name => name == BrokerAddress.AddressVariable ? "amqp://ann:s%3Acret@mq/films" : null)!;
        var other = BrokerAddress.Of("amqp://ann@mq", name => name == BrokerAddress.PasswordVariable ? "s:cret" : null)!;

        Assert.Equal(("s:cret", "s:cret"), (address.Factory("test").Password, other.Factory("test").Password));
        Assert.DoesNotContain("cret", address.ToString() + other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amqp://ann:secret@mq")]
    [InlineData("http://mq")]
    [InlineData("mq:5672")]
    [InlineData("amqp://mq/a/b")]
    [InlineData("amqp://mq/?heartbeat=1")]
    public void Of_SomethingElse_IsOneLineWithoutThePassword(string text)
    {
        var fault = Assert.Throws<BadInputException>(() => BrokerAddress.Of(text, _ => null));

        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Nothing_IsNone() => Assert.Null(BrokerAddress.Of("", _ => ""));
}
