package dev.holdfast.compatibility;

import java.util.List;

/** What a request asks for. */
interface Operation {

    /**
     * Does it.
     *
     * @param names what the request names
     * @return the content of the answer
     * @throws Refused for the answer 409
     */
    Object run(List<String> names) throws Exception;
}
