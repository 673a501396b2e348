// The other end of a connection, for the tests of the port: raw sockets, so that what no client sends can be sent.
#pragma once

#include <string>
#include <string_view>

namespace banthuek::serve {

// Connects to 127.0.0.1 (a receive takes 5 seconds at most); -1 where nothing listens.
int connect_to(int port);
void send_all(int socket, std::string_view bytes);
std::string receive_all(int socket);  // until the other end closes; closes the socket
// Sends, says that no more will come, and gives all that is answered.
std::string talk(int port, std::string_view bytes);
// The body of an answer with Content-Length or in chunks.
std::string body_of_answer(const std::string& answer);

}  // namespace banthuek::serve
