using FusionScorer.Pipeline.Workers;
using FusionScorer.TestKit.Services;

namespace FusionScorer.Pipeline.Tests.Workers;

/// <summary>One real broker for all tests that need one.</summary>
public sealed class Broker : IAsyncLifetime
{
    private RabbitServer? _server;

    public RabbitServer Server => _server ?? throw new InvalidOperationException(RabbitServer.Unavailable);

    public BrokerAddress Address => BrokerAddress.Of(flag: null, name => name == BrokerAddress.AddressVariable ? Server.Uri.ToString() : null)!;

    public async Task InitializeAsync() => _server = RabbitServer.Unavailable is null ? await RabbitServer.StartAsync() : null;

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class BrokerTests : ICollectionFixture<Broker>
{
    public const string Name = "broker";
}
