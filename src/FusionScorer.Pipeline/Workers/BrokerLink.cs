using FusionScorer.Core;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FusionScorer.Pipeline.Workers;

/// <summary>A connection to the broker, and what goes wrong with one.</summary>
internal static class BrokerLink
{
    // More than the broker's answer time times its pace, so that publishing never waits for one confirmation alone.
    private const int Unconfirmed = 2000;

    /// <summary>Connects once.</summary>
    /// <exception cref="BadInputException">The broker refuses this user.</exception>
    /// <exception cref="BrokerUnreachableException">It cannot be reached.</exception>
    public static async Task<IConnection> ConnectAsync(BrokerAddress address, string name, CancellationToken cancellation)
    {
        try
        {
            return await address.Factory(name).CreateConnectionAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsRefusal(fault))
        {
            throw new BadInputException($"the broker {address} refuses user '{address.User}': check user, password ({BrokerAddress.PasswordVariable}) and virtual host");
        }
    }

    /// <summary>A channel on which every message is confirmed by the broker before its sending returns.</summary>
    public static Task<IChannel> OpenAsync(IConnection connection, CancellationToken cancellation) => connection.CreateChannelAsync(
        new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, new ThrottlingRateLimiter(Unconfirmed)),
        cancellation);

    /// <summary>Whether a fault is the broker's or the line's, and may be gone on the next connection.</summary>
    public static bool IsBroken(Exception fault) =>
        fault is RabbitMQClientException or IOException or System.Net.Sockets.SocketException or TimeoutException or ObjectDisposedException;

    /// <summary>Whether it is no use to try again with the same user and password.</summary>
    public static bool IsRefusal(Exception? fault) => fault switch
    {
        null => false,
        AuthenticationFailureException or PossibleAuthenticationFailureException => true,
        OperationInterruptedException { ShutdownReason.ReplyCode: Constants.NotAllowed or Constants.AccessRefused } => true,
        AggregateException many => many.InnerExceptions.Any(IsRefusal),
        _ => IsRefusal(fault.InnerException),
    };

    /// <summary>The line for a broker that cannot be reached.</summary>
    public static BadInputException Unreachable(BrokerAddress address, Exception fault) =>
        new($"the broker {address} cannot be reached ({Reason(fault)}); start it, or mend the address");

    // The innermost says what is wrong; the outer ones only that something is.
    private static string Reason(Exception fault)
    {
        while (fault.InnerException is { } inner)
            fault = inner;
        return fault.Message.ReplaceLineEndings(" ").TrimEnd('.');
    }
}
