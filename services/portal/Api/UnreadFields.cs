namespace ChildPlatform.Portal.Api;

/// <summary>
/// Fields of the open page whose text stands for nothing: no day, no unit. What was typed there would be lost without a word, so
/// nothing is sent or looked for until it is mended or emptied.
/// </summary>
internal sealed class UnreadFields
{
    /// <summary>What a form says when it is not sent for such a field; the field itself says what is wrong.</summary>
    public static readonly ApiProblem Problem = new()
    {
        Status = 422,
        Code = "unread-field",
        Detail = "Chưa gửi: có ô ghi điều không đọc được. Sửa lại hoặc xóa trắng ô được đánh dấu.",
    };

    private readonly HashSet<object> fields = [];

    /// <summary>Somebody wants to go on: a field that has not said yet what is wrong with it says it now.</summary>
    public event Action? Asked;

    public void Mark(object field, bool unread)
    {
        if (unread)
        {
            fields.Add(field);
        }
        else
        {
            fields.Remove(field);
        }
    }

    /// <summary>True while a field stands in the way, which it then says.</summary>
    public bool StandInTheWay()
    {
        if (fields.Count == 0)
        {
            return false;
        }

        Asked?.Invoke();

        return true;
    }
}
