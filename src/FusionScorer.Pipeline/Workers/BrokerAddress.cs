using System.Globalization;
using FusionScorer.Core;
using RabbitMQ.Client;

namespace FusionScorer.Pipeline.Workers;

/// <summary>Where the broker is and who asks it. The password is in no text that this type gives.</summary>
public sealed class BrokerAddress
{
    /// <summary>The variable that may hold the address, with or without the password.</summary>
    public const string AddressVariable = "FUSION_BROKER";

    /// <summary>The variable that may hold the password.</summary>
    public const string PasswordVariable = "FUSION_BROKER_PASSWORD";

    private readonly string _password;

    private BrokerAddress(string host, int port, string user, string password, string space, bool secure)
    {
        _password = password;
        (Host, Port, User, Space, Secure) = (host, port, user, space, secure);
    }

    /// <summary>The machine.</summary>
    public string Host { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The user.</summary>
    public string User { get; }

    /// <summary>The virtual host.</summary>
    public string Space { get; }

    /// <summary>Whether the line is encrypted and the broker's certificate checked.</summary>
    public bool Secure { get; }

    /// <summary>The address as text, without the password.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Secure ? "amqps" : "amqp")}://{User}@{Host}:{Port}{(Space == "/" ? "" : "/" + Uri.EscapeDataString(Space))}");

    /// <summary>The address that a command line or the environment names.</summary>
    /// <param name="flag">The command line's; null or empty for that of <see cref="AddressVariable"/>.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <returns>Null when neither names one.</returns>
    /// <exception cref="BadInputException">It is no address of a broker, or the command line holds a password.</exception>
    public static BrokerAddress? Of(string? flag, Func<string, string?> environment)
    {
        var source = string.IsNullOrEmpty(flag) ? AddressVariable : "--broker";
        var text = string.IsNullOrEmpty(flag) ? environment(AddressVariable) : flag;
        if (string.IsNullOrEmpty(text))
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0
            || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.AbsolutePath.Count(c => c == '/') > 1)
        {
            throw new BadInputException($"{source} is no address of a broker; write amqp://USER@HOST[:PORT][/VHOST], or amqps:// for an encrypted line");
        }

        var (user, password) = uri.UserInfo.Split(':', 2) switch
        {
            [var name, var secret] => (name, secret),
            [var name] => (name, ""),
            _ => ("", ""),
        };
        if (password.Length > 0 && source == "--broker")
            throw new BadInputException($"--broker holds a password, which other users of this machine can see; put it into {PasswordVariable}");
        if (environment(PasswordVariable) is { Length: > 0 } other)
            password = other;
        else
            password = Uri.UnescapeDataString(password);
        var space = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        var secure = uri.Scheme == "amqps";
        var port = uri.Port > 0 ? uri.Port : secure ? AmqpTcpEndpoint.DefaultAmqpSslPort : 5672;
        return new BrokerAddress(uri.Host, port, user.Length == 0 ? "guest" : Uri.UnescapeDataString(user), password, space.Length == 0 ? "/" : space, secure);
    }

    // Recovery is this program's own: what has been handed out on a connection that broke is judged anew, not acknowledged later.
    internal ConnectionFactory Factory(string name) => new()
    {
        HostName = Host,
        Port = Port,
        UserName = User,
        Password = _password,
        VirtualHost = Space,
        Ssl = new SslOption { Enabled = Secure, ServerName = Host },
        ClientProvidedName = name,
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedHeartbeat = TimeSpan.FromSeconds(20),
        RequestedConnectionTimeout = TimeSpan.FromSeconds(10),
    };
}
